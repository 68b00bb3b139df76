using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>What a modify sends: unassigned, a value, or a clearing; never a null by accident.</summary>
public class AttributeTests
{
    [Fact]
    public void Unassigned_attributes_are_not_sent_and_Clear_is_sent_as_null()
    {
        AccountModify attributes = new()
        {
            Industry = Clear.Value,
            Custom1 = "x",
            Named = false,
            NumberOfEmployees = 250,
            Tags = ["a", "b"],
        };
        Assert.Equal(
            """{"industry":null,"custom1":"x","named":false,"numberOfEmployees":250,"tags":["a","b"]}""",
            Json(attributes));
    }

    [Fact]
    public void A_null_is_refused_and_says_how_to_clear()
    {
        ArgumentNullException error = Assert.Throws<ArgumentNullException>(
            "Industry", () => new AccountModify { Industry = (string)null! });
        Assert.Contains("Clear.Value", error.Message);
        Assert.Throws<ArgumentNullException>("Industry", () => new AccountModify { Industry = (Clear)null! });
        Assert.Throws<ArgumentNullException>("Tags", () => new AccountModify { Tags = (string[])null! });
        Assert.Throws<ArgumentNullException>("Tags", () => new AccountModify { Tags = [null!] });
    }

    [Fact]
    public void Default_is_refused()
    {
        Assert.Throws<ArgumentException>("Industry", () => new AccountModify { Industry = default });
        Assert.Throws<ArgumentException>("Tags", () => new AccountModify { Tags = default });
    }

    [Fact]
    public void An_empty_list_is_refused_because_clearing_has_its_own_word() =>
        Assert.Throws<ArgumentException>("Tags", () => new AccountModify { Tags = [] });

    [Fact]
    public void Numbers_that_are_not_finite_and_unpaired_surrogates_are_refused()
    {
        Assert.Throws<ArgumentException>("Score", () => new AccountModify { Score = double.NaN });
        Assert.Throws<ArgumentException>("Score", () => new AccountModify { Score = double.NegativeInfinity });
        Assert.Throws<ArgumentException>("Custom1", () => new AccountModify { Custom1 = "\uDC00" });
        Assert.Throws<ArgumentException>("seats", () => new CustomObjectModify { ["seats"] = new JsonArray("\uD83D") });
    }

    [Fact]
    public void The_ids_of_records_must_be_positive_and_lists_must_hold_something()
    {
        Assert.Throws<ArgumentOutOfRangeException>("OwnerId", () => new AssignOwner { OwnerId = 0 });
        Assert.Throws<ArgumentException>("UserIds", () => new AddAssignments { UserIds = [] });
        Assert.Throws<ArgumentException>("UserIds", () => new AddAssignments { UserIds = ["1", " "] });
        Assert.Throws<ArgumentNullException>("UserIds", () => new AddAssignments { UserIds = null! });
    }

    [Fact]
    public void Open_attributes_take_every_JSON_type_and_not_the_reserved_name()
    {
        CustomObjectModify attributes = new()
        {
            ["text"] = "x",
            ["count"] = 3,
            ["price"] = 9.90m,
            ["flag"] = true,
            ["day"] = new DateOnly(2027, 1, 31),
            ["list"] = new JsonArray("a", 1),
            ["gone"] = Clear.Value,
        };
        Assert.Equal(
            """{"text":"x","count":3,"price":9.90,"flag":true,"day":"2027-01-31","list":["a",1],"gone":null}""",
            Json(attributes));
        Assert.Throws<ArgumentException>(() => new CustomObjectModify { ["ids"] = 1 });
        Assert.Throws<ArgumentNullException>("x", () => new CustomObjectModify { ["x"] = (string)null! });
    }

    [Fact]
    public void A_JSON_value_that_cannot_be_written_is_refused_where_it_is_assigned_and_names_it()
    {
        JsonNode deep = new JsonArray();
        for (int depth = 0; depth < 2_000; depth++)
            deep = new JsonArray(deep);
        JsonNode[] nodes =
        [
            JsonValue.Create(float.NaN),
            JsonValue.Create(double.PositiveInfinity),
            new JsonArray(JsonValue.Create(float.NegativeInfinity)),
            new JsonObject { ["\uD800"] = 1 },
            deep,
        ];
        foreach (JsonNode node in nodes)
            Assert.Contains("seats", Assert.Throws<ArgumentException>("seats", () => new CustomObjectModify { ["seats"] = node }).Message);
    }

    [Fact]
    public void Texts_with_half_a_surrogate_pair_are_refused_wherever_they_go()
    {
        Assert.Throws<ArgumentException>("Tags", () => new AccountModify { Tags = ["\uD800"] });
        Assert.Throws<ArgumentException>("UserIds", () => new AddAssignments { UserIds = ["\uD800"] });
        Assert.Throws<ArgumentException>("ObjectName", () => new CustomObjectParams { Filter = new() { Id = 1 }, ObjectName = "\uD800" });
    }

    [Fact]
    public void What_is_read_back_cannot_change_the_attributes()
    {
        AccountModify modify = new() { Tags = ["a"] };
        AddAssignments assign = new() { UserIds = ["7"] };
        Assert.Throws<NotSupportedException>(() => ((IList<string>)modify.Tags.Items)[0] = "b");
        Assert.Throws<NotSupportedException>(() => ((IList<string>)assign.UserIds)[0] = "8");
        Assert.Equal("""{"tags":["a"]}""", Json(modify));
        Assert.Equal("""{"userIds":["7"]}""", Json(assign));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("7.5")]
    [InlineData("0")]
    [InlineData("-7")]
    public void A_user_id_that_is_no_number_is_refused_where_the_option_says_numbers(string id)
    {
        AddAssignments attributes = new() { UserIds = ["7", id] };
        Assert.Throws<ArgumentException>("UserIds", () => Json(attributes, new() { Protocol = { UserIdsAsNumbers = true } }));
    }

    [Fact]
    public void Text_forms_name_attributes_and_never_values()
    {
        AccountModify attributes = new() { Custom1 = "secret" };
        Assert.Equal("AccountModify { Custom1 }", attributes.ToString());
        Assert.Equal("(value)", attributes.Custom1.ToString());
        Assert.Equal("(unassigned)", attributes.Industry.ToString());
    }

    [Fact]
    public void Attributes_compare_by_content_and_copies_share_nothing()
    {
        AccountModify one = new() { Custom1 = "x", Tags = ["a"] };
        Assert.Equal(one, new AccountModify { Tags = ["a"], Custom1 = "x" });
        AccountModify changed = one with { Custom1 = "y" };
        Assert.Equal("x", one.Custom1.Value);
        Assert.Equal("y", changed.Custom1.Value);
    }

    [Fact]
    public void What_is_assigned_can_be_read_back()
    {
        AccountModify attributes = new() { Industry = Clear.Value, Tags = ["a"], NumberOfEmployees = 5 };
        Assert.True(attributes.Industry.IsCleared);
        Assert.Equal(["a"], attributes.Tags.Items);
        Assert.Equal(5, attributes.NumberOfEmployees.Value);
        Assert.False(attributes.Custom1.HasValue);
        Assert.Throws<InvalidOperationException>(() => attributes.Custom1.Value);
    }

    [Theory]
    [InlineData(ModifyBody.AttributeMap, """{"custom1":"x"}""")]
    [InlineData(ModifyBody.FieldNameAndValue, """{"fieldName":"custom1","fieldValue":"x"}""")]
    [InlineData(ModifyBody.FieldAndValue, """{"field":"custom1","value":"x"}""")]
    public void The_three_documented_bodies_can_be_chosen(ModifyBody body, string expected) =>
        Assert.Equal(expected, Json(new AccountModify { Custom1 = "x" }, new() { Protocol = { ModifyBody = body } }));

    [Theory]
    [InlineData(ModifyBody.FieldNameAndValue)]
    [InlineData(ModifyBody.FieldAndValue)]
    public void A_one_field_body_refuses_two_fields_as_a_wrong_argument(ModifyBody body)
    {
        ArgumentException error = Assert.Throws<ArgumentException>("attributes", () =>
            Json(new AccountModify { Custom1 = "x", Named = true }, new() { Protocol = { ModifyBody = body } }));
        Assert.Contains("ModifyBody", error.Message);
    }

    [Fact]
    public void User_ids_are_text_unless_the_option_says_numbers()
    {
        AddAssignments attributes = new() { UserIds = ["7", "8"] };
        Assert.Equal("""{"userIds":["7","8"]}""", Json(attributes));
        Assert.Equal("""{"userIds":[7,8]}""", Json(attributes, new() { Protocol = { UserIdsAsNumbers = true } }));
    }

    [Fact]
    public void Any_value_survives_the_body()
    {
        Gen<string> text = Gen.String[Gen.Char, 1, 40].Where(t => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t)) == t);
        Gen.Select(text, Gen.Long, Gen.Double.Where(double.IsFinite), Gen.DateTimeOffset).Sample((custom, count, score, founded) =>
        {
            JsonNode sent = JsonNode.Parse(Json(
                new AccountModify { Custom1 = custom, NumberOfEmployees = count, Score = score, FoundedAt = founded }))!;
            Assert.Equal(custom, sent["custom1"]!.GetValue<string>());
            Assert.Equal(count, sent["numberOfEmployees"]!.GetValue<long>());
            Assert.Equal(score, sent["buyerIntentScore"]!.GetValue<double>());
            Assert.Equal(founded, sent["foundedAt"]!.GetValue<DateTimeOffset>());
        });
    }

    private static string Json(AttributeSet attributes, OutreachBulkOptions? options = null)
    {
        attributes.ThrowIfNotUsable(options ?? new(), nameof(attributes));
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            attributes.WriteTo(writer, options ?? new());
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
