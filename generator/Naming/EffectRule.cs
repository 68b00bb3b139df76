using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>What an action does: what the description says, or else what its verb says.</summary>
internal static class EffectRule
{
    private static readonly string[] s_destroyingWords = ["Destroy", "Delete", "RemoveAll"];
    private static readonly string[] s_outboundWords = ["Sequence", "Finish", "Pause", "Resume"];

    /// <param name="stated">The description's word, if any.</param>
    /// <param name="verb">The action's name without its model.</param>
    public static ActionEffect Of(string? stated, string verb) => stated switch
    {
        "edit" => ActionEffect.Edit,
        "destroy" => ActionEffect.Destroy,
        "outbound" => ActionEffect.Outbound,
        _ when Has(verb, s_destroyingWords) => ActionEffect.Destroy,
        _ when Has(verb, s_outboundWords) => ActionEffect.Outbound,
        _ => ActionEffect.Edit,
    };

    private static bool Has(string verb, string[] words) => words.Any(word => verb.IndexOf(word, StringComparison.Ordinal) >= 0);
}
