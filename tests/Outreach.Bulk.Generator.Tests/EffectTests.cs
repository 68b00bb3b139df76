using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 4: what may destroy takes a consent, also where nothing but the name tells.</summary>
public class EffectTests
{
    [Theory]
    [InlineData("accountsDestroyAll")]
    [InlineData("accountsBULKDESTROY")]
    [InlineData("accountsBulkdestroy")]
    [InlineData("accountsbulkdestroy")]
    [InlineData("accounts_delete")]
    [InlineData("accounts-delete-old")]
    [InlineData("ACCOUNTS_DELETE")]
    [InlineData("accountsDELETEall")]
    [InlineData("accountsDeLeTe")]
    [InlineData("purgeAccounts")]
    [InlineData("accountsPurge2")]
    [InlineData("accountsRemoveAllTags")]
    [InlineData("accountsRemoveALL")]
    [InlineData("accounts_remove_all")]
    [InlineData("accountsRemoveallTags")]
    [InlineData("accountsREMOVEALLTAGS")]
    [InlineData("accountsRunDelete")]
    public void Word_that_destroys_takes_a_consent_in_whatever_letter_case(string action) => Assert.Equal("Destroying", KindOf(action));

    [Theory]
    [InlineData("accountsUndelete")]
    [InlineData("accountsUnDelete")]
    [InlineData("accounts_undelete")]
    [InlineData("accountsUNDELETE")]
    [InlineData("accountsRemoveTags")]
    [InlineData("accountsRemoveAllowedDomains")]
    [InlineData("accountsSetUpUrgentFlag")]
    [InlineData("accountsRemoveSomeAndAllow")]
    [InlineData("accountsAssignOwner")]
    public void Other_words_do_not(string action) => Assert.Equal("Bulk", KindOf(action));

    [Theory]
    [InlineData("prospectsPauseAll")]
    [InlineData("prospects_pause_all")]
    [InlineData("prospectsADDTOSEQUENCE")]
    public void Word_that_changes_what_is_sent_is_outbound(string action) => Assert.Equal("Outbound", KindOf(action));

    [Theory]
    [InlineData("accountsDestroyAll", "edit", "Bulk")]
    [InlineData("accountsArchive", "destroy", "Destroying")]
    [InlineData("accountsArchive", "'outbound'", "Outbound")]
    public void What_the_description_states_has_the_word(string action, string effect, string kind) =>
        Assert.Equal(kind, KindOf(action, $"x-outreach-effect: {effect}"));

    [Fact]
    public void Name_that_it_has_in_code_instead_changes_nothing() =>
        Assert.Equal("Destroying", KindOf("accountsDelete", "x-outreach-name: accountsTidy"));

    private static string KindOf(string action, string? extensions = null)
    {
        string code = string.Concat(GeneratorRun.Of(Of(Action(action, null, extensions: extensions))).Files.Values);
        return Assert.Single(
            ["Bulk", "Destroying", "Outbound"],
            kind => code.Contains($"Params : global::Outreach.Bulk.{kind}ActionParams", StringComparison.Ordinal));
    }
}
