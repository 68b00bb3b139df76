using System.Text.Json;
using CsCheck;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A plan reads back as it was written, and any edit shows.</summary>
public sealed class PlanFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outreach-plan-").FullName;

    private string PathOfPlan => Path.Combine(_folder, "plan.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_reads_back_with_its_digest_whatever_the_line_ends()
    {
        (from id in Gen.String[Gen.Char["0123456789abcdef"], 32, 32]
         from count in Gen.Long[1, 5_000_000]
         from user in Gen.String[Gen.Char["Émma \"Lator\"\\"], 0, 12].Null()
         from sample in Gen.Long[1, 1_000].Array[0, 5]
         from text in Gen.String[Gen.Char["a<>&äß\u2028 \"\\"], 0, 12]
         select Plan(id, count, user, sample, text)).Sample(
            plan =>
            {
                PlanFile written = plan.Write(PathOfPlan);
                PlanFile read = PlanFile.Read(PathOfPlan);
                Assert.Equal(written.Digest, read.Digest);
                Assert.Equal(read.Digest, read.ComputeDigest());
                Assert.Equal((plan.Id, plan.Count, plan.User, plan.CreatedAt), (read.Id, read.Count, read.User, read.CreatedAt));
                Assert.Equal(plan.Sample, read.Sample);
                File.WriteAllText(PathOfPlan, File.ReadAllText(PathOfPlan).ReplaceLineEndings("\r\n"));
                Assert.Equal(written.Digest, PlanFile.Read(PathOfPlan).ComputeDigest());
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Each_member_that_is_edited_shows_in_the_digest()
    {
        Plan("0123", 17, "Emma", [1, 2], "x").Write(PathOfPlan);
        string text = File.ReadAllText(PathOfPlan);
        string[] lines = [.. text.Split('\n').Where(
            line => line.Contains(':', StringComparison.Ordinal) && !line.Contains("\"digest\"", StringComparison.Ordinal))];
        Assert.True(lines.Length > 12);
        foreach ((string from, string to) in ((string, string)[])
        [
            ("\"id\": \"0123\"", "\"id\": \"0124\""), ("\"count\": 17", "\"count\": 18"), ("\"atMost\": 20", "\"atMost\": 2000"),
            ("\"user\": \"Emma\"", "\"user\": \"Anna\""), ("\"value\": \"x\"", "\"value\": \"y\""), ("2026-12-02", "2027-12-02"),
            ("\"host\": \"https://api.example\"", "\"host\": \"https://api.example2\""), ("\"chunks\": 1", "\"chunks\": 2"),
        ])
        {
            Assert.Contains(from, text);
            File.WriteAllText(PathOfPlan, text.Replace(from, to, StringComparison.Ordinal));
            PlanFile edited = PlanFile.Read(PathOfPlan);
            Assert.NotEqual(edited.Digest, edited.ComputeDigest());
        }
    }

    [Theory]
    [InlineData("""{"format": 9}""", "is of format 9")]
    [InlineData("[]", "is not a plan: line 1 is not as this tool writes it")]
    [InlineData("""{"format": 1}""", "is not a plan: line 1 is not as")]
    [InlineData("", "is not a plan")]
    [InlineData("""{"format": 1, "more": 1}""", "is not a plan: line 1 ($.more) is not")]
    public void What_is_no_plan_is_refused(string text, string said)
    {
        File.WriteAllText(PathOfPlan, text);
        CliException refused = Assert.Throws<CliException>(() => PlanFile.Read(PathOfPlan));
        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains(said, refused.Message);
    }

    private static PlanFile Plan(string id, long count, string? user, long[] sample, string text) => new()
    {
        Format = PlanFile.CurrentFormat,
        Id = id,
        CreatedAt = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero),
        ExpiresAt = new(2026, 12, 2, 8, 0, 0, TimeSpan.Zero),
        Host = "https://api.example",
        User = user,
        Action = "accountAddTags",
        Count = count,
        AtLeast = 1,
        AtMost = 20,
        Sample = sample,
        Chunks = 1,
        Requests = 3,
        Call = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["value"] = text }),
    };
}
