namespace Outreach.Bulk.Generator;

/// <summary>What an action does: what the description says, or else what its verb says.</summary>
internal static class EffectRule
{
    private static readonly string[] s_destroyingWords = ["Destroy", "Delete", "RemoveAll"];

    /// <param name="stated">The description's word, if any.</param>
    /// <param name="verb">The action's name without its model.</param>
    public static ActionEffect Of(string? stated, string verb) => stated switch
    {
        "edit" => ActionEffect.Edit,
        "destroy" => ActionEffect.Destroy,
        "outbound" => ActionEffect.Outbound,
        _ when s_destroyingWords.Any(word => verb.IndexOf(word, StringComparison.Ordinal) >= 0) => ActionEffect.Destroy,
        _ => ActionEffect.Edit,
    };
}
