namespace Outreach.Bulk.Layers.Tests;

/// <summary>One room names what lives in another.</summary>
/// <param name="Places">Everywhere it does, in the order of files and lines.</param>
internal sealed record Arrow(string From, string To, IReadOnlyList<Place> Places);

/// <summary>A line of one room, and the type of the other that it leans on.</summary>
internal sealed record Place(string File, int Line, string Type)
{
    public override string ToString() => $"{File}:{Line} ({Type})";
}
