using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>
/// What an action does: what the description says, or else what its name says. In doubt it destroys, so that its calls take a
/// <c>Consent</c>.
/// </summary>
internal static class EffectRule
{
    private static readonly string[] s_destroyingWords = ["destroy", "delete", "purge", "removeall"];
    private static readonly string[] s_outboundWords = ["sequence", "finish", "pause", "resume"];

    /// <param name="stated">The description's word, if any. One that is not known was reported.</param>
    /// <param name="name">The action's name.</param>
    /// <param name="verb">The same without its model.</param>
    public static ActionEffect Of(string? stated, string name, string verb) => stated switch
    {
        "edit" => ActionEffect.Edit,
        "destroy" => ActionEffect.Destroy,
        "outbound" => ActionEffect.Outbound,
        not null => ActionEffect.Destroy,
        _ when s_destroyingWords.Any(new NameWords(name).Have) => ActionEffect.Destroy,
        _ when s_outboundWords.Any(new NameWords(verb).Have) => ActionEffect.Outbound,
        _ => ActionEffect.Edit,
    };
}
