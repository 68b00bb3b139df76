using System.Text;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Names of files leave this machine, paths do not.</summary>
public sealed class FileNameTests
{
    private static readonly byte[] s_bytes = Encoding.UTF8.GetBytes(ImportTests.Csv);

    [Theory]
    [InlineData(@"C:\Users\someone\Desktop\accounts.csv")]
    [InlineData(@"\\server\share\accounts.csv")]
    [InlineData("/home/someone/accounts.csv")]
    [InlineData(@"/mnt/c\mixed/..\accounts.csv")]
    [InlineData("C:accounts.csv")]
    [InlineData("accounts.csv")]
    public async Task Of_a_path_of_any_system_only_the_name_is_sent(string path)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        using MemoryStream stream = new(s_bytes);
        foreach (CsvFile file in new[] { CsvFile.From(s_bytes, path), CsvFile.From(stream, path) })
        {
            Assert.Equal("accounts.csv", file.Name);
            await accounts.ImportAsync(file, ImportTests.Mapping);
        }

        Assert.Equal("accounts.csv", CsvFile.At(path).Name);
        Assert.All(server.Starts, start => Assert.Matches("\"fileName\":\"accounts\\.[0-9a-f]{16}\\.csv\"", start.Body));
    }

    [Theory]
    [InlineData("dir/")]
    [InlineData(@"C:\dir\")]
    [InlineData("..")]
    [InlineData("a\r\nb.csv")]
    [InlineData("a\0.csv")]
    [InlineData("a\u0085.csv")]
    [InlineData(" ")]
    public void A_name_that_cannot_be_sent_is_refused_by_its_parameter(string name)
    {
        using MemoryStream stream = new(s_bytes);
        Assert.Equal("fileName", Assert.Throws<ArgumentException>(() => CsvFile.From(s_bytes, name)).ParamName);
        Assert.Equal("fileName", Assert.Throws<ArgumentException>(() => CsvFile.From(stream, name)).ParamName);
    }

    [Fact]
    public void Half_a_character_is_refused_which_would_be_another_when_it_arrives() =>
        Assert.Throws<ArgumentException>(() => CsvFile.From(s_bytes, "a\uD800.csv"));

    [Fact]
    public void A_name_that_is_too_long_is_refused_where_it_was_chosen_and_cut_where_a_file_has_it()
    {
        string name = new string('a', 210) + ".csv";
        Assert.Throws<ArgumentException>(() => CsvFile.From(s_bytes, name));
        Assert.Equal(name, CsvFile.At(name).Name);
    }

    [Theory]
    [InlineData(@"C:\Users\someone\accounts.csv")]
    [InlineData("folder/accounts.csv")]
    [InlineData("a\nb.csv")]
    public async Task The_option_takes_names_only(string name)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping, new() { FileName = name }));
        Assert.Contains("FileName", error.Message);
        Assert.Empty(server.Http.Received);
    }
}
