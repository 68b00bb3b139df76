using CsCheck;
using Outreach.Bulk.Protocol;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Law 1: no filter, no call. And the one wire form of every clause.</summary>
public class FilterTests
{
    [Fact]
    public void An_empty_filter_is_refused_and_names_the_property()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ModifyParams { Filter = new() });
        Assert.Equal("Filter", error.ParamName);
        Assert.Contains("Everything", error.Message);
    }

    [Fact]
    public void A_null_filter_is_refused() =>
        Assert.Throws<ArgumentNullException>("Filter", () => new ModifyParams { Filter = null! });

    [Fact]
    public void An_empty_list_of_ids_is_refused_and_never_means_everything()
    {
        long[] none = [];
        Assert.Throws<ArgumentException>("Id", () => new AccountFilter { Id = [] });
        Assert.Throws<ArgumentException>("Id", () => new AccountFilter { Id = none });
        Assert.Throws<ArgumentException>("Id", () => new AccountFilter { Id = FilterValue.AnyOf(none.AsEnumerable()) });
    }

    [Fact]
    public void A_clause_assigned_default_is_refused()
    {
        Assert.Throws<ArgumentException>("Id", () => new AccountFilter { Id = default });
        Assert.Throws<ArgumentException>("Id", () => new AccountFilter { Id = new() });
    }

    [Fact]
    public void A_clause_assigned_null_is_refused()
    {
        Assert.Throws<ArgumentNullException>("Name", () => new AccountFilter { Name = (string)null! });
        Assert.Throws<ArgumentNullException>("Id", () => new AccountFilter { Id = (long[])null! });
        Assert.Throws<ArgumentNullException>("Name", () => new AccountFilter { Name = ["a", null!] });
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = (FilterValue)null! });
        Assert.Throws<ArgumentNullException>("Name", () => new AccountFilter { Name = new() { AtLeast = null } });
        Assert.Throws<ArgumentNullException>("Owner", () => new AccountFilter { Owner = null! });
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\t\n")]
    public void A_blank_text_is_refused_because_a_server_may_read_it_as_absent(string blank)
    {
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = blank });
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = ["a", blank] });
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = new() { AtMost = blank } });
    }

    [Fact]
    public void A_related_filter_without_a_clause_is_refused() =>
        Assert.Throws<ArgumentException>("Owner", () => new AccountFilter { Owner = new() });

    [Fact]
    public void Everything_with_a_clause_added_is_refused() =>
        Assert.Throws<ArgumentException>("Filter", () => new ModifyParams { Filter = AccountFilter.Everything with { Id = 1 } });

    [Fact]
    public void A_number_that_is_not_finite_is_refused()
    {
        Assert.Throws<ArgumentException>("Score", () => new AccountFilter { Score = double.NaN });
        Assert.Throws<ArgumentException>("Score", () => new AccountFilter { Score = new() { AtMost = double.PositiveInfinity } });
    }

    [Fact]
    public void An_unpaired_surrogate_is_refused() =>
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = "a\uD800b" });

    [Theory]
    [InlineData("__null__")]
    [InlineData("__notnull__")]
    public void The_reserved_words_cannot_be_asked_for_as_text(string word)
    {
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = word });
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = ["a", word] });
    }

    [Theory]
    [InlineData("__null__")]
    [InlineData("__notnull__")]
    public void The_reserved_words_are_no_ends_of_a_range(string word)
    {
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = new() { AtLeast = word } });
        Assert.Throws<ArgumentException>("Name", () => new AccountFilter { Name = new() { AtMost = word } });
    }

    [Fact]
    public void A_date_that_was_never_set_is_refused_because_every_record_is_later()
    {
        Assert.Throws<ArgumentException>("UpdatedAt", () => new AccountFilter { UpdatedAt = new() { AtLeast = default } });
        Assert.Throws<ArgumentException>("UpdatedAt", () => new AccountFilter { UpdatedAt = new() { AtMost = default } });
        Assert.Throws<ArgumentException>("UpdatedAt", () => new AccountFilter { UpdatedAt = default(DateTimeOffset) });
        Assert.Throws<ArgumentException>(
            "UpdatedAt", () => new AccountFilter { UpdatedAt = [new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), default] });
        Assert.Throws<ArgumentException>("Birthday", () => new DatedFilter { Birthday = default(DateOnly) });
        Assert.Throws<ArgumentException>("Birthday", () => new DatedFilter { Birthday = new() { AtLeast = default } });
    }

    [Fact]
    public void An_id_that_is_none_is_refused_because_every_record_has_a_larger_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Id", () => new AccountFilter { Id = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Id", () => new AccountFilter { Id = [1, -5] });
        Assert.Throws<ArgumentOutOfRangeException>("Id", () => new AccountFilter { Id = new() { AtLeast = 0 } });
        Assert.Throws<ArgumentOutOfRangeException>("Id", () => new AccountFilter { Owner = new() { Id = default(long) } });
        Assert.Equal("buyerIntentScore=0", Wire(new AccountFilter { Score = 0 }));
    }

    [Fact]
    public void The_id_of_an_open_filter_is_its_property_and_no_name()
    {
        Assert.Throws<ArgumentException>("attribute", () => new CustomObjectFilter { Id = [1, 2, 3], ["id"] = FilterValue.NotNull });
        Assert.Throws<ArgumentException>("attribute", () => new CustomObjectFilter { ["ID"] = ["1", "2"] });
    }

    [Theory]
    [MemberData(nameof(NamesThatAreNone), MemberType = typeof(FilterTests))]
    public void The_name_of_an_open_attribute_cannot_change_the_request_around_it(string name)
    {
        Assert.ThrowsAny<ArgumentException>(() => new CustomObjectFilter { [name] = "x" });
        Assert.ThrowsAny<ArgumentException>(() => new CustomObjectModify { [name] = 1 });
    }

    public static TheoryData<string> NamesThatAreNone =>
        ["", " ", "a][b", "]", "a[b", "a&b=c", "a.b", "a b", "\uD800", "a\uD800", "ä", "a\0"];

    [Fact]
    public void Any_name_of_an_open_attribute_is_either_sent_as_it_is_or_refused()
    {
        Gen.String[Gen.Char["ab9_[]&=.%\uD800\u00e4 \0"], 1, 6].Sample(name =>
        {
            bool isName = name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
            if (isName)
                Assert.Equal((name, "x"), Assert.Single(Decode(Encoded(new CustomObjectFilter { [name] = "x" }))));
            else
                Assert.ThrowsAny<ArgumentException>(() => new CustomObjectFilter { [name] = "x" });
        });
    }

    [Fact]
    public void A_range_made_from_a_list_keeps_none_of_its_values()
    {
        FilterValue<long> list = [1, 2, 3];
        FilterValue<long> range = list with { AtLeast = 5 };
        Assert.Empty(range.Values);
        Assert.Equal(new() { AtLeast = 5 }, range);
        Assert.Equal("id[gte]=5", Wire(new AccountFilter { Id = range }));
    }

    [Fact]
    public void What_is_read_back_cannot_change_the_filter()
    {
        AccountFilter filter = new() { Id = [1, 2] };
        Assert.IsNotType<long[]>(filter.Id.Values);
        Assert.Throws<NotSupportedException>(() => ((IList<long>)filter.Id.Values)[0] = 99);
        Assert.Equal("id[]=1&id[]=2", Wire(filter));
    }

    [Fact]
    public void A_range_upside_down_is_refused_because_it_matches_nothing() =>
        Assert.Throws<ArgumentException>("Id", () => new AccountFilter { Id = new() { AtLeast = 2, AtMost = 1 } });

    [Fact]
    public void Each_kind_of_clause_has_its_one_wire_form()
    {
        Assert.Equal("id=1", Wire(new AccountFilter { Id = 1 }));
        Assert.Equal("id[]=1&id[]=2", Wire(new AccountFilter { Id = [1, 2] }));
        Assert.Equal("id[gte]=1&id[lte]=2", Wire(new AccountFilter { Id = new() { AtLeast = 1, AtMost = 2 } }));
        Assert.Equal("id[gte]=1", Wire(new AccountFilter { Id = new() { AtLeast = 1 } }));
        Assert.Equal("name=__null__", Wire(new AccountFilter { Name = FilterValue.Null }));
        Assert.Equal("name=__notnull__", Wire(new AccountFilter { Name = FilterValue.NotNull }));
        Assert.Equal("owner[id]=7", Wire(new AccountFilter { Owner = new() { Id = 7 } }));
        Assert.Equal("owner[id][]=7&owner[id][]=8&named=true", Wire(new AccountFilter { Owner = new() { Id = [7, 8] }, Named = true }));
        Assert.Equal(
            "updatedAt[gte]=2026-01-01T00:00:00Z",
            Wire(new AccountFilter { UpdatedAt = new() { AtLeast = new(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)) } }));
        Assert.Equal("region=EMEA", Wire(new CustomObjectFilter { ["region"] = "EMEA" }));
    }

    [Fact]
    public void Ids_are_written_with_commas_where_the_option_says_so()
    {
        QueryWriter writer = new();
        new AccountFilter { Id = [1, 2, 3], Name = ["a", "b"] }.WriteTo(writer, commaIds: true);
        Assert.Equal("id=1,2,3&name[]=a&name[]=b", Uri.UnescapeDataString(writer.ToString()));
    }

    [Fact]
    public void Any_text_survives_the_request_line()
    {
        Gen.String[Gen.Char, 1, 40].Where(IsUsable).Sample(text =>
        {
            string query = Encoded(new AccountFilter { Name = text });
            Uri uri = new(new Uri("http://localhost/api/"), $"x?{query}");
            (string key, string value) = Assert.Single(Decode(uri.Query[1..]));
            Assert.Equal("name", key);
            Assert.Equal(text, value);
        });
    }

    [Fact]
    public void Any_list_survives_the_request_line_in_order()
    {
        Gen.String[Gen.Char, 1, 12].Where(IsUsable).Array[1, 8].Sample(texts =>
        {
            string query = Encoded(new AccountFilter { Name = texts });
            List<(string Key, string Value)> pairs = Decode(new Uri($"http://localhost/?{query}").Query[1..]);
            Assert.All(pairs, pair => Assert.Equal("name[]", pair.Key));
            Assert.Equal(texts, pairs.Select(pair => pair.Value));
        });
    }

    [Fact]
    public void Any_range_survives_the_request_line()
    {
        Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue]).Sample((one, other) =>
        {
            (long least, long most) = (Math.Min(one, other), Math.Max(one, other));
            Assert.Equal(
                [("id[gte]", $"{least}"), ("id[lte]", $"{most}")],
                Decode(Encoded(new AccountFilter { Id = new() { AtLeast = least, AtMost = most } })));
        });
    }

    [Fact]
    public void Any_ids_survive_the_comma_form_and_the_way_through_a_relationship()
    {
        Gen.Long[1, long.MaxValue].Array[1, 8].Sample(ids =>
        {
            QueryWriter writer = new();
            new AccountFilter { Owner = new() { Id = ids } }.WriteTo(writer, commaIds: true);
            (string key, string value) = Assert.Single(Decode(writer.ToString()));
            Assert.Equal("owner[id]", key);
            Assert.Equal(ids, value.Split(',').Select(long.Parse));
        });
    }

    [Fact]
    public void Any_instant_and_any_number_survive_the_request_line()
    {
        Gen.Select(
            Gen.DateTimeOffset.Where(instant => instant != default),
            Gen.Double.Where(double.IsFinite),
            Gen.Long[1, long.MaxValue]).Sample((instant, number, id) =>
        {
            string query = Encoded(new AccountFilter { UpdatedAt = instant, Score = number, Id = id });
            Dictionary<string, string> pairs = Decode(query).ToDictionary(pair => pair.Key, pair => pair.Value);
            Assert.Equal(instant, DateTimeOffset.Parse(pairs["updatedAt"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(number, double.Parse(pairs["buyerIntentScore"], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(id, long.Parse(pairs["id"], System.Globalization.CultureInfo.InvariantCulture));
        });
    }

    [Fact]
    public void Filters_compare_by_content_and_copies_share_nothing()
    {
        AccountFilter one = new() { Id = [1, 2], Owner = new() { Id = 3 } };
        AccountFilter same = new() { Owner = new() { Id = 3 }, Id = [1, 2] };
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());

        AccountFilter changed = one with { Id = 9 };
        Assert.NotEqual(one, changed);
        Assert.Equal([1, 2], one.Id.Values);
    }

    [Fact]
    public void A_list_changed_after_it_was_assigned_changes_nothing()
    {
        List<long> ids = [1, 2];
        AccountFilter filter = new() { Id = ids };
        ids.Clear();
        Assert.Equal("id[]=1&id[]=2", Wire(filter));
    }

    [Fact]
    public void Text_forms_name_clauses_and_never_values()
    {
        AccountFilter filter = new() { Name = "Secret Corp", Owner = new() { Id = 42 } };
        Assert.Equal("AccountFilter { Name, Owner }", filter.ToString());
        ModifyParams call = new() { Filter = filter };
        Assert.DoesNotContain("Secret", call.ToString());
        Assert.DoesNotContain("Secret", filter.Name.ToString());
    }

    private sealed record DatedFilter : RecordFilter
    {
        public FilterValue<DateOnly> Birthday { get => GetClause<DateOnly>("birthday"); init => SetClause("birthday", value); }
    }

    private static bool IsUsable(string text) =>
        !string.IsNullOrWhiteSpace(text)
        && text is not ("__null__" or "__notnull__")
        && System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text;

    private static string Wire(RecordFilter filter) => Uri.UnescapeDataString(Encoded(filter));

    private static string Encoded(RecordFilter filter)
    {
        QueryWriter writer = new();
        filter.WriteTo(writer, commaIds: false);
        return writer.ToString();
    }

    // What a form decoder does, written without a look at the writer.
    private static List<(string Key, string Value)> Decode(string query) =>
    [
        .. query.Split('&').Select(pair => pair.Split('=')).Select(parts => (
            System.Net.WebUtility.UrlDecode(parts[0]), System.Net.WebUtility.UrlDecode(parts[1]))),
    ];
}
