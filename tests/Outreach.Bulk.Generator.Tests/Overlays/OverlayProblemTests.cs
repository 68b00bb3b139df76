using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;
using static Outreach.Bulk.Generator.Tests.Descriptions;
using static Outreach.Bulk.Generator.Tests.OverlayText;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What is wrong with an overlay is said at its line and column.</summary>
public class OverlayProblemTests
{
    [Fact]
    public void Entry_that_matches_nothing_is_reported_at_its_place() => Assert.Equal(
        [
            "overlay1.yml(7,13): warning OB132: The entry '$.components.schemas.acount' matches nothing in the description, so it changed "
                + "nothing. Correct its target, or remove the entry if what it mended is no more.",
        ],
        Problems(Overlay(
            Entry("$.components.schemas.account", "{ x-outreach-collection: accounts }"),
            Entry("$.components.schemas.acount", "{ x-outreach-collection: accounts }"))));

    [Fact]
    public void Entry_without_a_reason_is_reported_and_applied()
    {
        GeneratorRun run = Checked(Small, Overlay($"  - target: {Post("accountAddTags")}\n    update: {{ x-outreach-effect: destroy }}\n"));

        Assert.Equal(
            [
                "overlay1.yml(4,13): warning OB133: The entry '$.paths['/batches/actions/accountAddTags'].post' gives no reason. Say in "
                    + "its description what it mends and how that is known.",
            ],
            run.Problems.Select(problem => problem.ToString()));
        Assert.Contains("DestroyingActionParams", run.File("Accounts.Actions.Destroy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  - text\n", 5, "The entry is 'text'; expected is a map with target, description and update")]
    [InlineData(
        "  - { Target: $.paths, description: x, update: {} }\n",
        7,
        "The entry has 'Target' for 'target'; expected is a JSONPath such as $.components.schemas.account")]
    [InlineData("  - { description: x }\n", 5, "The entry has no target; expected is a JSONPath such as $.components.schemas.account")]
    [InlineData(
        "  - { target: $.paths, description: x }\n", 15, "The entry '$.paths' changes nothing; expected is an update, or remove: true")]
    [InlineData(
        "  - { target: $.paths, description: x, remove: 'true' }\n",
        48,
        "'remove' of the entry '$.paths' is 'true'; expected is true or false, without quotes")]
    [InlineData(
        "  - { target: $.paths, description: x, remove: yes, update: {} }\n",
        48,
        "'remove' of the entry '$.paths' is 'yes'; expected is true or false, without quotes")]
    [InlineData(
        "  - { target: $.paths, description: x, remove: False }\n",
        15,
        "The entry '$.paths' changes nothing; expected is an update, or remove: true")]
    [InlineData(
        "  - { target: $, description: x, remove: true }\n", 15, "The entry removes the whole description; expected is a part of it")]
    [InlineData(
        "  - { target: $.paths, description: x, update: [a] }\n",
        15,
        "The target '$.paths' is a map, but the update is a list; expected is a map")]
    [InlineData(
        "  - { target: $.info.title, description: x, update: { a: b } }\n",
        15,
        "The target '$.info.title' is 'Test description'; expected is a map or a list; name the map that holds it")]
    [InlineData(
        "  - { target: $..tags, description: x, update: { a: b } }\n",
        15,
        "The target '$..tags' is not read: at its character 3 a name or '*' is expected; expected is a JSONPath of names, indexes and "
            + "'*', such as $.paths['/batches/actions/accountAddTags'].post")]
    public void Entry_that_cannot_be_laid_is_reported_and_changes_nothing(string entry, int column, string message)
    {
        GeneratorRun run = Checked(Small, Overlay(entry));

        Assert.Equal(
            [$"overlay1.yml(4,{column}): warning OB134: {message}. Nothing was changed by it. Correct it here."],
            run.Problems.Select(problem => problem.ToString()));
        Assert.Equal(GeneratorRun.Of(Small).Files, run.Files);
    }

    [Fact]
    public void Entry_that_removes_and_updates_removes_and_says_so()
    {
        const string Target = "$.components.schemas.account.properties.name";
        GeneratorRun run = Checked(
            Small, Overlay($"  - {{ target: {Target}, description: x, remove: true, update: {{ type: integer }} }}\n"));

        Assert.Equal(
            [
                $"overlay1.yml(4,91): warning OB134: The entry '{Target}' has an update beside 'remove: true'; expected is one of the two. "
                    + "What it selects was removed, and the update was not read. Correct it here.",
            ],
            run.Problems.Select(problem => problem.ToString()));
        Assert.DoesNotContain(" Name ", run.File("AccountFilter"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("remove: false, update: { description: y }")]
    [InlineData("remove: true")]
    [InlineData("remove: true, update: ~")]
    [InlineData("update: { description: y }, x-remove: true")]
    public void Entry_that_removes_or_updates_is_silent(string change) => Assert.Empty(Problems(
        Overlay($"  - {{ target: $.components.schemas.account.properties.name, description: x, {change} }}\n")));

    [Fact]
    public void Word_of_an_entry_that_is_nearly_one_is_reported() => Assert.Equal(
        [
            "overlay1.yml(4,45): warning OB134: The entry '$.info' has 'Description'; expected is 'description', if that is meant. It was "
                + "not read. Correct it here.",
            "overlay1.yml(4,61): warning OB134: The entry '$.info' has 'Remove'; expected is 'remove', if that is meant. It was not read. "
                + "Correct it here.",
        ],
        Problems(Overlay("  - { target: $.info, update: { title: T }, Description: x, Remove: true, description: y }\n")));

    [Fact]
    public void Entry_of_a_reference_is_told_where_it_leads()
    {
        string description = Small.Replace(
            "accountRelationships:",
            "alias: { $ref: '#/components/schemas/account' }\n    accountRelationships:",
            StringComparison.Ordinal);

        Assert.Equal(
            [
                "overlay1.yml(4,13): warning OB134: The target '$.components.schemas.alias' is a reference; expected is what it leads to, "
                    + "'#/components/schemas/account'. Nothing was changed by it. Correct it here.",
            ],
            Run(
                description,
                Overlay(Entry("$.components.schemas.alias", "{ type: object }"))).Problems.Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("", 1, 1, "it is empty, or there is no such file")]
    [InlineData("text", 1, 1, "it is 'text', not a map")]
    [InlineData("info: {}\nOverlay: 1.0.0\nactions: []", 2, 1, "it has 'Overlay' for 'overlay'")]
    [InlineData("overlay: 1.0.0\nActions: []", 2, 1, "it has 'Actions' for 'actions'")]
    [InlineData("overlay: 1.0.0\naction: []", 2, 1, "it has 'action' for 'actions'")]
    [InlineData("overlay: 1.0.0\nacitons: []", 2, 1, "it has 'acitons' for 'actions'")]
    [InlineData("overlay: 1.0.0\n\uFEFFactions: []", 2, 1, "it has '<U+FEFF>actions' for 'actions'")]
    [InlineData("overlay: 1.0.0\nactions:\n", 2, 9, "its actions are empty, not a list")]
    [InlineData("actions: []", 1, 1, "it has no 'overlay' key, which every overlay has")]
    [InlineData("overlay: 2.0.0\nactions: []", 1, 10, "its version is '2.0.0', and 1.0.0 is the one that is read")]
    [InlineData("overlay: 1.0.0\ninfo: {}", 1, 1, "it has no 'actions'")]
    [InlineData("overlay: 1.0.0\nactions: {}", 2, 10, "its actions are a map, not a list")]
    [InlineData("overlay: 1.0.0\nactions: [", 2, 11, null)]
    [InlineData("overlay: 1.0.0\nactions: [*x]", 2, 11, "the alias '*x' has no anchor before it")]
    public void Overlay_that_cannot_be_read_stops_everything(string text, int line, int column, string? reason)
    {
        GeneratorRun run = Run(Small, text);

        Assert.Empty(run.Files);
        Assert.Equal([DiagnosticIds.UnreadableOverlay], run.Problems.Select(problem => problem.Id));
        Assert.All(
            run.Problems,
            problem => Assert.StartsWith($"overlay1.yml({line},{column}): error ", problem.ToString(), StringComparison.Ordinal));
        Assert.Contains(reason ?? "", run.Problems[0].GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "x-outreach-efect: destroy",
        15,
        "'x-outreach-efect' is no extension; expected is 'x-outreach-effect', if that is meant. It was not read, and until it is "
            + "corrected an action with it is taken to destroy")]
    [InlineData(
        "x-outreach-effect: destory",
        34,
        "The effect is 'destory'; expected is one of edit, destroy, outbound. Until then the action is taken to destroy, so that a call "
            + "of it takes a Consent")]
    public void Slip_in_an_extension_is_reported(string update, int column, string message) => Assert.Equal(
        [$"overlay1.yml(6,{column}): warning OB115: {message}. Correct it here."],
        Problems(Overlay(Entry(Post("accountAddTags"), $"{{ {update} }}"))));

    [Fact]
    public void What_an_update_gets_wrong_is_reported_in_the_overlay() => Assert.Equal(
        [
            "overlay2.yml(6,42): warning OB112: The reference '#/nowhere' leads to nothing in this description. What it stands for was "
                + "taken as any value. Add what is missing, or correct the reference.",
        ],
        Problems(
            Overlay(Entry("$.info", "{ title: T }")),
            Overlay(Entry("$.components.schemas.account", "{ properties: { new: { $ref: '#/nowhere' } } }"))));

    [Fact]
    public void Collision_with_a_name_of_the_packed_description_is_reported_in_it()
    {
        GeneratorRun run = GeneratorRun.Of(
            [new(
                "packed.yml",
                Small,
                "default"), MemoryFile.Overlay("overlay1.yml",
                Overlay(Entry("$.components.schemas.account.properties.industry", "{ x-outreach-name: name }")))]);

        Diagnostic collision = Assert.Single(run.Problems);
        Assert.Equal(DiagnosticIds.NameCollision, collision.Id);
        Assert.Equal("packed.yml", collision.Location.GetLineSpan().Path);
    }

    [Fact]
    public void Model_table_of_another_shape_is_reported() => Assert.Equal(
        [
            "overlay1.yml(6,42): warning OB115: The model 'deal' is 'x'; expected is a map with prefixes and group. It was left out or "
                + "taken as any value. Correct it here.",
            "overlay1.yml(6,63): warning OB115: The prefixes of 'lead' is 'leads'; expected is a list of texts. It was left out or taken "
                + "as any value. Correct it here.",
        ],
        Problems(Overlay(Entry("$", "{ x-outreach-models: { deal: x, lead: { prefixes: leads } } }"))));

    [Fact]
    public void Too_many_overlays_are_refused()
    {
        GeneratorRun run = Run(Small, [.. Enumerable.Repeat(Overlay(Entry("$.info", "{ title: T }")), TextSlots.Most)]);

        Assert.Empty(run.Files);
        Assert.Contains("it is one of 33, more than 32", Assert.Single(run.Problems).GetMessage(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Problems(params string[] overlays) =>
        Run(Small, overlays).Problems.Select(problem => problem.ToString());
}
