using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>What the emitters get: the model, and the namespaces it goes into.</summary>
/// <param name="Api">The model, and what is wrong with what it was made of.</param>
/// <param name="Scopes">The namespaces.</param>
internal sealed record EmissionInput(Result<ApiModel> Api, EquatableArray<EmissionScope> Scopes)
{
    /// <summary>What is wrong with client classes beside what is generated.</summary>
    public IEnumerable<DiagnosticInfo> Problems(IEnumerable<ClientDeclaration> clients) =>
        Api.Value is { } api ? clients.SelectMany(client => client.Problems(api)) : [];
}
