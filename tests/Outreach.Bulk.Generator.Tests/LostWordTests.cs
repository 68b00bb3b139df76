using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Diagnostics;
using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Law 11: a word of ours that is not understood is reported at its place, in a description as in an overlay.</summary>
public class LostWordTests
{
    private const string Effects = "edit, destroy, outbound. Until then the action is taken to destroy, so that a call of it takes a "
        + "Consent";
    private const string Unread = "It was not read";
    private const string UnreadEffect = "It was not read, and until it is corrected an action with it is taken to destroy";
    private const string LeftOut = "It was left out";

    [Theory]
    [InlineData("x-outreach-effect: Destroy", "Destroy", $"The effect is 'Destroy'; expected is one of {Effects}")]
    [InlineData("x-outreach-effect: DESTROY", "DESTROY", $"The effect is 'DESTROY'; expected is one of {Effects}")]
    [InlineData("x-outreach-effect: 'destroys'", "'destroys'", $"The effect is 'destroys'; expected is one of {Effects}")]
    [InlineData("x-outreach-effect: true", "true", $"The effect is 'true'; expected is one of {Effects}")]
    [InlineData("x-outreach-effect: ~", "~", $"The effect is '~'; expected is one of {Effects}")]
    [InlineData("x-outreach-effect: [edit]", "[edit]", $"The effect is a list; expected is one of {Effects}")]
    [InlineData(
        "x-outreach-efect: edit",
        "x-outreach-efect",
        $"'x-outreach-efect' is no extension; expected is 'x-outreach-effect', if that is meant. {UnreadEffect}")]
    [InlineData(
        "X-Outreach-Effect: edit",
        "X-Outreach-Effect",
        $"'X-Outreach-Effect' is no extension; expected is 'x-outreach-effect', if that is meant. {UnreadEffect}")]
    [InlineData(
        "x_outreach_effect: edit",
        "x_outreach_effect",
        $"'x_outreach_effect' is no extension; expected is 'x-outreach-effect', if that is meant. {UnreadEffect}")]
    public void Effect_that_is_not_known_is_reported_and_takes_a_consent(string extension, string place, string message)
    {
        string description = Of(Action("accountsArchive", null, extensions: extension));
        GeneratorRun run = Snapshot.Checked(description);

        Assert.Equal((place, message), Only(run, description));
        Assert.Contains(
            "AccountsArchiveParams : global::Outreach.Bulk.DestroyingActionParams",
            run.File("Accounts.Actions.Destroy"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    post:", "    post:\n      x-outreach-efect: destroy")]
    [InlineData("    post:", "    x-outreach-effect: destroy\n    post:")]
    [InlineData("    post:", "    post:\n      x-outreach-effect: edit\n      X-Outreach-Effect: destroy")]
    public void Slip_in_an_effect_takes_a_consent_also_where_the_package_knows_the_action(string post, string slip)
    {
        const string path = "  /batches/actions/accountsRemoveTags:\n";
        GeneratorRun run = GeneratorRun.Of(
            [
                new("openapi.yml", Repository.PackagedDescription.Replace(path + post, path + slip, StringComparison.Ordinal)),
                MemoryFile.PackedOverlay(Repository.PackagedOverlay),
            ]);

        Assert.Contains(UnreadEffect, Assert.Single(run.Problems).GetMessage(), StringComparison.Ordinal);
        Assert.Contains(
            "AccountsRemoveTagsParams : global::Outreach.Bulk.DestroyingActionParams",
            run.File("Accounts.Actions.Destroy"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readonly: true", "readonly", "readOnly")]
    [InlineData("ReadOnly: true", "ReadOnly", "readOnly")]
    [InlineData("read-only: true", "read-only", "readOnly")]
    [InlineData("'readOnly ': true", "'readOnly '", "readOnly")]
    [InlineData("Format: date", "Format", "format")]
    [InlineData("Ref: '#/components/schemas/x'", "Ref", "$ref")]
    public void Keyword_of_an_attribute_that_is_nearly_one_is_reported(string keyword, string place, string meant)
    {
        string description = With(
            $"    account: {{ properties: {{ name: {{ type: string }}, size: {{ type: string, {keyword} }} }} }}",
            Action("accountsArchive", null));

        Assert.Equal(
            (place, $"'{place.Trim('\'')}' is no keyword of OpenAPI; expected is '{meant}', if that is meant. {Unread}"),
            Only(Snapshot.Checked(description), description));
    }

    [Theory]
    [InlineData("datetime", "date-time")]
    [InlineData("dateTime", "date-time")]
    [InlineData("Date-Time", "date-time")]
    [InlineData("date_time", "date-time")]
    [InlineData("'date-time '", "date-time")]
    [InlineData("date-tiem", "date-time")]
    [InlineData("Date", "date")]
    public void Format_that_is_nearly_one_is_taken_for_it_and_reported(string format, string meant)
    {
        string description = With(
            $"    account: {{ properties: {{ foundedAt: {{ type: string, x-outreach-filterable: true, format: {format} }} }} }}",
            Action("accountsArchive", null));
        GeneratorRun run = Snapshot.Checked(description);

        Assert.Equal(
            (
                format,
                $"The format of 'account.foundedAt' is '{format.Trim('\'')}'; expected is '{meant}', if that is meant. It was read as "
                    + "that"),
            Only(run, description));
        Assert.Equal(
            GeneratorRun.Of(description.Replace($"format: {format}", $"format: {meant}", StringComparison.Ordinal)).Files, run.Files);
    }

    [Theory]
    [InlineData("items: { type: string, format: Date-Time }, type: array", "The format of 'account.at' is 'Date-Time'")]
    [InlineData(
        "type: string } }, x-outreach-filters: { q: { type: string, format: Date-Time",
        "The format of 'q' of x-outreach-filters is 'Date-Time'")]
    public void Format_of_items_and_of_a_filter_is_read_the_same(string schema, string message)
    {
        string description = With($"    account: {{ properties: {{ at: {{ {schema} }} }} }}", Action("accountsArchive", null));
        GeneratorRun run = Snapshot.Checked(description);

        Assert.StartsWith(message, Only(run, description).Message, StringComparison.Ordinal);
        Assert.Equal(GeneratorRun.Of(description.Replace("Date-Time", "date-time", StringComparison.Ordinal)).Files, run.Files);
    }

    [Theory]
    [InlineData("string", "date-time")]
    [InlineData("string", "date")]
    [InlineData("string", "time")]
    [InlineData("string", "byte")]
    [InlineData("string", "uuid")]
    [InlineData("string", "daytime-name")]
    [InlineData("integer", "Int64")]
    [InlineData("number", "Date")]
    public void Format_of_others_is_silent(string type, string format) => Assert.Empty(GeneratorRun.Of(With(
        $"    account: {{ properties: {{ size: {{ type: {type}, format: {format} }} }} }}", Action("accountsArchive", null))).Problems);

    [Theory]
    [InlineData("required: [Tags]", "Tags", "has 'Tags', which is no property of it; expected is 'tags', if that is meant")]
    [InlineData("required: [tags, tag]", "tag", "has 'tag', which is no property of it; expected is a name of a property")]
    [InlineData("required: [tags, [a]]", "[a]", null)]
    public void Name_that_is_required_and_is_no_property_is_reported(string required, string place, string? message)
    {
        string description = Of(Action(
            "accountAddTags", $"{{ {required}, properties: {{ tags: {{ type: array, items: {{ type: string }} }} }} }}"));

        Assert.Equal(
            (
                place,
                message is null
                    ? $"An item of the required of 'accountAddTags' is a list; expected is a name of a property. {LeftOut}"
                    : $"The required of 'accountAddTags' {message}. {LeftOut}"),
            Only(Snapshot.Checked(description), description));
    }

    [Theory]
    [InlineData("required: true", true, "It was read as that")]
    [InlineData("required: 'yes'", false, LeftOut)]
    public void Requirement_on_an_attribute_itself_is_reported(string required, bool isRequired, string consequence)
    {
        string description = Of(Action(
            "accountAddTags", $"{{ properties: {{ tags: {{ type: array, items: {{ type: string }}, {required} }} }} }}"));
        GeneratorRun run = Snapshot.Checked(description);

        string value = required["required: ".Length..];
        Assert.Equal(
            (
                value,
                $"The required of 'accountAddTags.tags' is '{value.Trim('\'')}'; expected is a list of names on the schema that holds it. "
                    + consequence),
            Only(run, description));
        Assert.Equal(isRequired, string.Concat(run.Files.Values).Contains("required global::System", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ required: [anything], additionalProperties: true }")]
    [InlineData("{ required: [anything], additionalProperties: { type: string }, properties: { tags: { type: string } } }")]
    [InlineData("{ properties: { tags: { type: string, required: false } } }")]
    [InlineData("{ properties: { tags: { type: object, required: [a], properties: { a: { type: string } } } } }")]
    [InlineData("{ required: [ids], properties: { ids: { type: array, items: { type: integer } }, tags: { type: string } } }")]
    [InlineData("{ required: [tags], allOf: [{ properties: { tags: { type: string } } }] }")]
    [InlineData(
        "{ type: object, required: [tags, a], oneOf: [{ required: [a] }, { required: [b] }], properties: { tags: { type: string } } }")]
    public void Requirement_that_can_be_met_is_silent(string attributes) =>
        Assert.Empty(GeneratorRun.Of(Of(Action("accountAddTags", attributes))).Problems);

    [Theory]
    [InlineData("components:\n", "Components:\n", "components")]
    [InlineData("  schemas:\n", "  Schemas:\n", "schemas")]
    public void Part_of_the_document_under_a_name_that_is_nearly_its_own_is_reported(string part, string slip, string meant)
    {
        string description = Of(Action("accountsArchive", null)).Replace(part, slip, StringComparison.Ordinal);

        Assert.Equal(
            (
                slip.Trim().TrimEnd(':'),
                $"'{slip.Trim().TrimEnd(':')}' is no keyword of OpenAPI; expected is '{meant}', if that is meant. {Unread}"),
            Only(GeneratorRun.Of(description), description));
    }

    [Fact]
    public void Body_under_a_name_that_is_nearly_its_keyword_is_reported()
    {
        string description = Of(Action("accountsArchive", null, extensions: "RequestBody: {}"));

        Assert.Equal(
            ("RequestBody", $"'RequestBody' is no keyword of OpenAPI; expected is 'requestBody', if that is meant. {Unread}"),
            Only(Snapshot.Checked(description), description));
    }

    [Theory]
    [InlineData("''", "empty")]
    [InlineData("' '", "' '")]
    [InlineData("'***'", "'***'")]
    [InlineData("'\u200B'", "'<U+200B>'")]
    public void Blank_name_is_left_out_and_not_the_action(string name, string shown)
    {
        string description = Of(Action("accountsArchive", null, extensions: $"x-outreach-name: {name}"));
        GeneratorRun run = Snapshot.Checked(description);

        Assert.Equal((name, $"x-outreach-name is {shown}; expected is a text with a letter or digit. {LeftOut}"), Only(run, description));
        Assert.Contains("ArchiveAsync", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void Effect_on_a_path_is_reported_and_takes_a_consent()
    {
        string description = Of(Action("accountsArchive", null)).Replace(
            "    post:", "    x-outreach-effect: destroy\n    post:", StringComparison.Ordinal);
        GeneratorRun run = Snapshot.Checked(description);

        Assert.Equal(
            (
                "x-outreach-effect",
                "'x-outreach-effect' stands where it means nothing; expected is 'x-outreach-effect' on a bulk action. " + UnreadEffect),
            Only(run, description));
        Assert.Contains("DestroyingActionParams", run.File("Accounts.Actions.Destroy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-outreach-scopes: accounts.all", "accounts.all", $"x-outreach-scopes is 'accounts.all'; expected is a list. {LeftOut}")]
    [InlineData(
        "x-outreach-scopes: [accounts.all, 7]",
        "7",
        $"An item of x-outreach-scopes is '7'; expected is a text; put it in quotes if it is meant as one. {LeftOut}")]
    [InlineData("x-outreach-name: 12", "12", $"x-outreach-name is '12'; expected is a text with a letter or digit. {LeftOut}")]
    [InlineData(
        "x-outreach-colour: red",
        "x-outreach-colour",
        $"'x-outreach-colour' is no extension; expected is one of those that spec/README.md lists. {Unread}")]
    [InlineData(
        "x-outreech-scopes: [accounts.all]",
        "x-outreech-scopes",
        $"'x-outreech-scopes' is no extension; expected is 'x-outreach-scopes', if that is meant. {Unread}")]
    [InlineData(
        "x-outreach-fields-of: account",
        "x-outreach-fields-of",
        $"'x-outreach-fields-of' stands where it means nothing; expected is 'x-outreach-fields-of' on the 'attributes' of a body. "
            + $"{Unread}")]
    [InlineData(
        "x-outreach-models: {}",
        "x-outreach-models",
        $"'x-outreach-models' stands where it means nothing; expected is 'x-outreach-models' on the document itself. {Unread}")]
    public void Word_on_an_action_that_is_not_understood_is_reported(string extension, string place, string message)
    {
        string description = Of(Action("accountsArchive", null, extensions: extension));

        Assert.Equal((place, message), Only(Snapshot.Checked(description), description));
    }

    [Theory]
    [InlineData("x-outreach-filterable: maybe", "maybe", $"x-outreach-filterable is 'maybe'; expected is true or false. {LeftOut}")]
    [InlineData("x-outreach-sortable: 1", "1", $"x-outreach-sortable is '1'; expected is true or false. {LeftOut}")]
    [InlineData("readOnly: 'true '", "'true '", $"The readOnly of 'account.size' is 'true '; expected is true or false. {LeftOut}")]
    [InlineData("readOnly: ''", "''", $"The readOnly of 'account.size' is empty; expected is true or false. {LeftOut}")]
    [InlineData(
        "readOnly: 'tr\u200Bue'",
        "'tr\u200Bue'",
        $"The readOnly of 'account.size' is 'tr<U+200B>ue'; expected is true or false. {LeftOut}")]
    [InlineData(
        "'read\u00A0Only': true",
        "'read\u00A0Only'",
        $"'read<U+00A0>Only' is no keyword of OpenAPI; expected is 'readOnly', if that is meant. {Unread}")]
    [InlineData("readOnly: maybe", "maybe", $"The readOnly of 'account.size' is 'maybe'; expected is true or false. {LeftOut}")]
    [InlineData("x-outreach-known-values: small", "small", $"x-outreach-known-values is 'small'; expected is a list. {LeftOut}")]
    [InlineData(
        "x-outreach-known-values: [small, 3]",
        "3",
        $"An item of x-outreach-known-values is '3'; expected is a text, or a map whose 'value' is one; put it in quotes if it is "
            + $"meant as one. {LeftOut}")]
    [InlineData(
        "x-outreach-known-values: [{value: small}, {value: 2.5}]",
        "2.5",
        $"An item of x-outreach-known-values is a map; expected is a text, or a map whose 'value' is one; put it in quotes if it "
            + $"is meant as one. {LeftOut}")]
    [InlineData(
        "x-outreach-filterable-by: {id: {type: integer}}",
        "x-outreach-filterable-by",
        $"'x-outreach-filterable-by' stands where it means nothing; expected is 'x-outreach-filterable-by' on a relationship. {Unread}")]
    [InlineData(
        "x-outreach-effect: destroy",
        "x-outreach-effect",
        $"'x-outreach-effect' stands where it means nothing; expected is 'x-outreach-effect' on a bulk action. {Unread}")]
    public void Word_on_an_attribute_that_is_not_understood_is_reported(string extension, string place, string message)
    {
        string description = With(
            $"    account: {{ properties: {{ name: {{ type: string }}, size: {{ type: string, {extension} }} }} }}",
            Action("accountsArchive", null));

        Assert.Equal((place, message), Only(Snapshot.Checked(description), description));
    }

    [Theory]
    [InlineData(
        "x-outreach-collection: our accounts",
        "our accounts",
        $"x-outreach-collection is 'our accounts'; expected is a path of letters, digits and underscores, such as accounts. {LeftOut}")]
    [InlineData(
        "x-outreach-filters: [q]",
        "[q]",
        $"x-outreach-filters is a list; expected is a map of names to schemas, such as {{id: {{type: integer}}}}. {LeftOut}")]
    [InlineData(
        "x-outreach-filters: {q: string}",
        "string",
        $"'q' of x-outreach-filters is 'string'; expected is a schema such as {{type: integer}}. {LeftOut}")]
    [InlineData(
        "x-outreach-filters: {q: {type: text}}",
        "text",
        $"The type of 'q' of x-outreach-filters is 'text'; expected is one of array, boolean, integer, number, object, string. "
            + $"{LeftOut}")]
    [InlineData(
        "x-outreach-filters: {q: {$ref: '#/components/schemas/text'}}",
        "$ref",
        "'q' of x-outreach-filters has $ref; expected is a type in place; references are not followed here. It was left out or "
            + "taken as any value")]
    public void Word_on_a_model_that_is_not_understood_is_reported(string extension, string place, string message)
    {
        string description = With(
            $"    account: {{ properties: {{ name: {{ type: string }} }}, {extension} }}", Action("accountsArchive", null));

        Assert.Equal((place, message), Only(Snapshot.Checked(description), description));
    }

    [Fact]
    public void Word_among_the_names_of_properties_is_no_property()
    {
        string description = With(
            "    account: { properties: { name: { type: string }, x-outreach-filters: { q: { type: string } } } }",
            Action("accountsArchive", null));
        GeneratorRun run = Snapshot.Checked(description);

        Assert.Equal(
            (
                "x-outreach-filters",
                $"'x-outreach-filters' stands among names; expected is 'x-outreach-filters' on the schema of a model. {Unread}"),
            Only(run, description));
        Assert.DoesNotContain("XOutreach", run.File("AccountField"), StringComparison.Ordinal);
    }

    [Fact]
    public void Word_beside_a_reference_is_reported()
    {
        string description = With(
            """
                text: { type: string }
                account: { properties: { name: { $ref: '#/components/schemas/text', x-outreach-filterable: true } } }
            """,
            Action("accountsArchive", null));

        Assert.Equal(
            (
                "x-outreach-filterable",
                "'x-outreach-filterable' stands beside a reference, where OpenAPI ignores it; expected is 'x-outreach-filterable' on an "
                    + $"attribute. {Unread}"),
            Only(Snapshot.Checked(description), description));
    }

    [Theory]
    [InlineData("True")]
    [InlineData("TRUE")]
    [InlineData("'true'")]
    public void Boolean_of_whatever_letter_case_is_one(string flag)
    {
        GeneratorRun run = GeneratorRun.Of(With(
            $"    account: {{ properties: {{ name: {{ type: string, x-outreach-filterable: {flag} }}, size: {{ type: string, readOnly: "
                + $"{flag} }} }} }}",
            Action("accountsBulkModify", "x-outreach-fields-of: account")));

        Assert.Empty(run.Problems);
        Assert.Contains(" Name ", run.File("AccountFilter"), StringComparison.Ordinal);
        Assert.DoesNotContain(" Size ", run.File("Accounts.BulkModify"), StringComparison.Ordinal);
    }

    [Fact]
    public void Known_value_in_quotes_is_text_whatever_it_looks_like()
    {
        GeneratorRun run = GeneratorRun.Of(With(
            "    account: { properties: { size: { type: string, x-outreach-known-values: ['1', 'true', '2024-01-01', small] } } }",
            Action("accountsBulkModify", "x-outreach-fields-of: account")));

        Assert.Empty(run.Problems);
        Assert.All(
            ["1", "true", "2024-01-01", "small"],
            value => Assert.Contains(value, string.Concat(run.Files.Values), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ deal: { prefix: [deal] } }", "prefix", "The model 'deal' has 'prefix'; expected is prefixes and group. It was not read")]
    [InlineData(
        "{ deal: { prefixes: [deal, 7] } }",
        "7",
        "A prefix of 'deal' is '7'; expected is a text that is not empty. It was left out or taken as any value")]
    [InlineData(
        "{ deal: { group: '' } }",
        "''",
        "The group of 'deal' is empty; expected is a text that is not empty. It was left out or taken as any value")]
    [InlineData(
        "{ deal: { prefixes: [deal] }, lead: { prefixes: [lead, deal] } }",
        "deal",
        "The prefix 'deal' is that of 'deal' too; expected is one model for each. It was left out or taken as any value")]
    public void Table_of_models_that_is_not_understood_is_reported(string table, string place, string message)
    {
        string description = Of(Action("accountsArchive", null)) + $"x-outreach-models: {table}\n";

        Assert.Equal((place, message), Only(GeneratorRun.Of(description), description));
    }

    [Theory]
    [InlineData("x-outreach-filterabel: true", "x-outreach-filterabel")]
    [InlineData("x-outreach-known: [a]", "x-outreach-known")]
    [InlineData("X_Outreach_Name: other", "X_Outreach_Name")]
    public void Word_that_is_none_is_reported_also_where_nothing_is_read(string extension, string place)
    {
        string description = With(
            $"    team: {{ properties: {{ name: {{ type: string, {extension} }} }} }}", Action("accountsArchive", null));

        Assert.Equal(place, Only(GeneratorRun.Of(description), description).Place);
    }

    [Theory]
    [InlineData("info: { x-outreach-models: {}, title: T, version: '1' }")]
    [InlineData("info: { title: T, version: '1' }\ncomponents: { x-outreach-models: {} }")]
    [InlineData("info: { title: T, version: '1' }\nx-outreach-models: {}\nx-outreach-scopes: []")]
    public void Word_that_stands_in_no_place_of_its_is_reported(string head) => Assert.Contains(
        "stands where it means nothing",
        Assert.Single(GeneratorRun.Of(
            $"openapi: 3.0.3\n{head}\npaths:\n  /batches/actions/accountsArchive: {{ post: {{ responses: {{}} }} }}\n").Problems)
            .GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public void Words_of_others_and_words_in_examples_are_none_of_ours()
    {
        string description = Of(Action(
            "accountAddTags",
            "{ properties: { tags: { type: array, items: { type: string }, x-internal: maybe, example: { x-outreach-effect: all } } } }"))
            + "x-internal: { x-outreach-colour: red }\nx-outrage: 1\n";

        Assert.Empty(GeneratorRun.Of(description).Problems);
    }

    // What is reported, by the text at its place and the message without its remedy.
    private static (string Place, string Message) Only(GeneratorRun run, string description)
    {
        Diagnostic problem = Assert.Single(run.Problems);
        Assert.Equal(DiagnosticIds.UnsupportedShape, problem.Id);
        string message = problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.EndsWith(". Correct it here.", message, StringComparison.Ordinal);
        string place = description.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length);
        return (place, message[..^". Correct it here.".Length]);
    }
}
