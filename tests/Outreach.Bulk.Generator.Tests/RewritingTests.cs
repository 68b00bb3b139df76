using System.Diagnostics;
using System.Globalization;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// Law 11: the same content gives the same code, and nothing to say, whatever the order, quotes, blocks, references and line ends it is
/// written with. A few rounds with every run of the tests, over our description; for longer, set OUTREACH_REWRITE_MINUTES, and
/// OUTREACH_REWRITE_DESCRIPTION to the path of another document to rewrite as well. A failure shows the smallest rewriting that fails.
/// </summary>
public class RewritingTests(ITestOutputHelper output)
{
    private const int RoundsOfATest = 8;

    [Fact]
    public void Description_that_is_written_otherwise_gives_the_same_code_and_nothing_to_say()
    {
        List<Subject> subjects = [new("our description", Repository.PackagedDescription)];
        if (Environment.GetEnvironmentVariable("OUTREACH_REWRITE_DESCRIPTION") is { Length: > 0 } path)
            subjects.Add(new(path, File.ReadAllText(path)));
        double minutes = double.Parse(Environment.GetEnvironmentVariable("OUTREACH_REWRITE_MINUTES") ?? "0", CultureInfo.InvariantCulture);
        int first = minutes > 0 ? Environment.TickCount : 0, rounds = 0;
        Dictionary<RewritingKind, int> counts = [];
        long start = Stopwatch.GetTimestamp();
        while (minutes > 0 ? Stopwatch.GetElapsedTime(start).TotalMinutes < minutes : rounds < RoundsOfATest * subjects.Count)
        {
            int seed = first + rounds;
            Subject subject = subjects[rounds++ % subjects.Count];
            List<Rewriting> rewritings = subject.Document.Choose(new(seed));
            if (subject.Difference(rewritings) is not null)
                Fail(seed, subject, rewritings);
            foreach (Rewriting rewriting in rewritings)
                counts[rewriting.Kind] = counts.GetValueOrDefault(rewriting.Kind) + 1;
        }

        output.WriteLine($"{rounds} rounds over {string.Join(" and ", subjects.Select(subject => subject.Name))}: "
            + string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}")));
        Assert.Equal(Enum.GetValues<RewritingKind>(), counts.Keys.Order());
    }

    [Fact]
    public void Document_that_is_written_otherwise_says_the_same()
    {
        RewritableDocument document = new(Repository.PackagedDescription);
        RewritingKind[] written =
        [
            RewritingKind.Style, RewritingKind.Comment, RewritingKind.Alias, RewritingKind.LineEnds, RewritingKind.Json,
        ];
        for (int seed = 0; seed < RoundsOfATest; seed++)
        {
            Rewriting[] rewritings = [.. document.Choose(new(seed)).Where(rewriting => written.Contains(rewriting.Kind))];

            Assert.Equal(
                DocumentNode.Of(SpecText.Read(Repository.PackagedDescription)).Content,
                DocumentNode.Of(SpecText.Read(document.Write(rewritings))).Content);
        }
    }

    private static void Fail(int seed, Subject subject, List<Rewriting> rewritings)
    {
        List<Rewriting> least = Least(rewritings, some => subject.Difference(some) is not null);
        string file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"outreach-rewrite-{seed}.txt"));
        File.WriteAllText(file, subject.Document.Write(least));
        Assert.Fail(
            $"{subject.Name}, seed {seed}, written to {file}:\n{string.Join('\n', least.Select(subject.Document.Describe))}\n"
                + subject.Difference(least));
    }

    // Halves, quarters and so on are left out as long as what is left fails.
    private static List<Rewriting> Least(List<Rewriting> rewritings, Predicate<List<Rewriting>> fails)
    {
        for (int size = (rewritings.Count + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2)
        {
            for (int start = 0; start < rewritings.Count;)
            {
                List<Rewriting> less = [.. rewritings[..start], .. rewritings[Math.Min(start + size, rewritings.Count)..]];
                if (fails(less))
                    rewritings = less;
                else
                    start += size;
            }
        }

        return rewritings;
    }

    /// <summary>A document, and what comes of it as it is.</summary>
    private sealed class Subject
    {
        private readonly IReadOnlyDictionary<string, string> _files;
        private readonly string[] _problems;

        public Subject(string name, string text)
        {
            Name = name;
            Document = new(text);
            GeneratorRun run = Run(text);
            _files = run.Files;
            _problems = [.. run.Problems.Select(problem => problem.GetMessage(CultureInfo.InvariantCulture))];
            Assert.NotEmpty(_files);
        }

        public string Name { get; }

        public RewritableDocument Document { get; }

        /// <summary>What comes of the document otherwise after some rewritings; null for nothing.</summary>
        public string? Difference(IReadOnlyCollection<Rewriting> rewritings)
        {
            GeneratorRun run = Run(Document.Write(rewritings));
            if (run.Result.Exception is { } exception)
                return exception.ToString();
            if (run.Problems.FirstOrDefault(each => !_problems.Contains(each.GetMessage(CultureInfo.InvariantCulture))) is { } problem)
                return $"There is something new to say: {problem}";
            IReadOnlyDictionary<string, string> files = run.Files;
            foreach (string name in _files.Keys.Concat(files.Keys).Distinct().Order(StringComparer.Ordinal))
            {
                string[] before = Lines(_files, name), after = Lines(files, name);
                int line = Enumerable.Range(0, Math.Max(before.Length, after.Length))
                    .FirstOrDefault(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i), -1);
                if (line >= 0)
                    return $"{name}({line + 1}):\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
            }

            return null;
        }

        private static string[] Lines(IReadOnlyDictionary<string, string> files, string name) =>
            files.TryGetValue(name, out string? text) ? text.Split('\n') : [];

        private static GeneratorRun Run(string text) => GeneratorRun.Of(
            [new("openapi.yml", text), MemoryFile.PackedOverlay(Repository.PackagedOverlay)]);
    }
}
