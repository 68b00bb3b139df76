using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>What naming has to say, about things it knows by name.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Things">What it is about, as <see cref="NamedPlaces"/> calls it.</param>
/// <param name="Arguments">The message's arguments.</param>
internal sealed record NamingProblem(DiagnosticDescriptor Rule, EquatableArray<string> Things, EquatableArray<string> Arguments)
{
    /// <summary>What there is to say.</summary>
    public string Message => DiagnosticInfo.Message(Rule, Arguments);

    public PlacedProblem At(NamedPlaces places)
    {
        TextSpan[] spans = [.. Things.Select(places.Find).OfType<TextSpan>().OrderBy(span => span.Start)];
        return new(Rule, spans.FirstOrDefault(), Arguments) { Others = spans.Skip(1).ToEquatableArray() };
    }
}
