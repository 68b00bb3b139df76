using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Reading;
using SharpParser = SharpYaml.Parser;
using YamlParser = YamlDotNet.Core.Parser;
using Outreach.Bulk.Benchmarks.Measuring;

namespace Outreach.Bulk.Benchmarks.Reading;

/// <summary>
/// What YAML parsers make of the public yaml-test-suite (its branch <c>data</c>), and what a document costs them. The table in
/// docs/descriptions.md comes from here.
/// </summary>
internal static class YamlSuiteRun
{
    public const string OnceArgument = "yaml-once";

    private const int WarmRounds = 100;
    private const int ColdRounds = 9;

    private static readonly (string Name, Func<string, string> Read, Func<string, int> Scan)[] s_contenders =
    [
        ("SharpYaml", Sharp, ScanSharp),
        ("YamlDotNet", Yaml, ScanYaml),
        ("ours", Ours, text => Read(text) is SpecMapping map ? map.Members.Count : 0),
    ];

    public static async Task PrintAsync(string folder, string document)
    {
        string[] cases = [.. Directory.EnumerateFiles(folder, "in.yaml", SearchOption.AllDirectories)
            .Select(path => Path.GetDirectoryName(path)!)
            .Where(path => File.Exists(Path.Combine(path, "test.event")) && !IsCopy(Path.GetRelativePath(folder, path)))
            .Order(StringComparer.Ordinal)];
        foreach ((string name, Func<string, string> read, _) in s_contenders)
            Print(folder, cases, name, read);
        foreach ((string name, _, Func<string, int> scan) in s_contenders)
        {
            double[] warm = [.. Enumerable.Range(0, 2 * WarmRounds).Select(_ => Time(scan, document))];
            List<double> cold = [];
            for (int i = 0; i < ColdRounds; i++)
                cold.Add(await ColdAsync(name, document));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {Path.GetFileName(document)} in {Medians.Of(warm[WarmRounds..]):0} ms of CPU time warm, {Medians.Of(cold):0} ms cold"));
        }
    }

    public static void ReadOnce(string name, string document) => Console.WriteLine(
        Time(s_contenders.Single(contender => contender.Name == name).Scan, document).ToString(CultureInfo.InvariantCulture));

    // The suite lists its cases by tag and name as well.
    private static bool IsCopy(string path) =>
        path.StartsWith("tags", StringComparison.Ordinal) || path.StartsWith("name", StringComparison.Ordinal);

    private static void Print(string folder, string[] cases, string name, Func<string, string> read)
    {
        int sound = 0, right = 0, unsound = 0, refused = 0;
        List<string> missed = [];
        foreach (string path in cases)
        {
            string expected = Tree(File.ReadLines(Path.Combine(path, "test.event")));
            bool isSound = !File.Exists(Path.Combine(path, "error"));

            // A description is one document whose keys are scalars.
            bool isDescription = expected.Count(letter => letter == '\f') == 1 && !expected.Contains('\v', StringComparison.Ordinal);
            if (name == "ours" && isSound && !isDescription)
                continue;
            string? tree = Try(read, File.ReadAllText(Path.Combine(path, "in.yaml")));
            sound += isSound ? 1 : 0;
            unsound += isSound ? 0 : 1;
            right += isSound && tree == expected ? 1 : 0;
            refused += !isSound && tree is null ? 1 : 0;
            if (isSound ? tree != expected : tree is not null)
                missed.Add($"{Path.GetRelativePath(folder, path)}{(!isSound ? " (taken)" : tree is null ? " (refused)" : " (other)")}");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {right} of {sound} sound texts right ({100.0 * right / sound:0.0} %), {refused} of {unsound} unsound ones refused "
                + $"({100.0 * refused / unsound:0.0} %)"));
        Console.WriteLine("  " + string.Join(", ", missed));
    }

    private static string? Try(Func<string, string> read, string text)
    {
        try
        {
            return read(text);
        }
        catch (Exception)
        {
            // Whatever it throws, it did not read it.
            return null;
        }
    }

    private static string Ours(string text) => "\f" + Describe(Read(text));

    private static SpecNode Read(string text) => SpecReader.Read(SourceText.From(text, Encoding.UTF8), isJson: false, default);

    private static string Describe(SpecNode node) => node switch
    {
        SpecScalar scalar => (scalar.IsText ? "\"" : ":") + scalar.Text + "\n",
        SpecSequence list => "[" + string.Concat(list.Items.Select(Describe)) + "]",
        SpecMapping map => "{" + string.Concat(map.Members.Select(member => Describe(member.Key) + Describe(member.Value))) + "}",
        _ => "",
    };

    private static string Sharp(string text)
    {
        List<string> events = [];
        SharpYaml.IParser parser = SharpParser.CreateParser(new StringReader(text));
        while (parser.MoveNext())
        {
            string? anchor = (parser.Current as SharpYaml.Events.NodeEvent)?.Anchor;
            string name = string.IsNullOrEmpty(anchor) ? "" : $"&{anchor} ";
            events.Add(parser.Current switch
            {
                SharpYaml.Events.DocumentStart => "+DOC",
                SharpYaml.Events.MappingStart => $"+MAP {name}",
                SharpYaml.Events.SequenceStart => $"+SEQ {name}",
                SharpYaml.Events.MappingEnd => "-MAP",
                SharpYaml.Events.SequenceEnd => "-SEQ",
                SharpYaml.Events.AnchorAlias alias => $"=ALI *{alias.Value}",
                SharpYaml.Events.Scalar scalar =>
                    $"=VAL {name}{Tag(scalar.Tag)}{(scalar.Style == SharpYaml.ScalarStyle.Plain ? ":" : "\"")}{Escape(scalar.Value)}",
                _ => "",
            });
        }

        return Tree(events);
    }

    private static string Yaml(string text)
    {
        List<string> events = [];
        YamlParser parser = new(new StringReader(text));
        while (parser.MoveNext())
        {
            string name = parser.Current is YamlDotNet.Core.Events.NodeEvent { Anchor.IsEmpty: false } node ? $"&{node.Anchor.Value} " : "";
            events.Add(parser.Current switch
            {
                YamlDotNet.Core.Events.DocumentStart => "+DOC",
                YamlDotNet.Core.Events.MappingStart => $"+MAP {name}",
                YamlDotNet.Core.Events.SequenceStart => $"+SEQ {name}",
                YamlDotNet.Core.Events.MappingEnd => "-MAP",
                YamlDotNet.Core.Events.SequenceEnd => "-SEQ",
                YamlDotNet.Core.Events.AnchorAlias alias => $"=ALI *{alias.Value.Value}",
                YamlDotNet.Core.Events.Scalar scalar =>
                    $"=VAL {name}{Tag(scalar.Tag.IsEmpty ? null : scalar.Tag.Value)}"
                        + $"{(scalar.Style == YamlDotNet.Core.ScalarStyle.Plain ? ":" : "\"")}{Escape(scalar.Value)}",
                _ => "",
            });
        }

        return Tree(events);
    }

    private static string Tag(string? tag) => string.IsNullOrEmpty(tag) ? "" : $"<{tag}> ";

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\b", "\\b", StringComparison.Ordinal);

    private static string Unescape(string text)
    {
        StringBuilder plain = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
                plain.Append(text[i]);
            else
                plain.Append(text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', char other => other });
        }

        return plain.ToString();
    }

    // Events in the notation of the suite to nodes, with aliases written out. A key that is no scalar is marked.
    private static string Tree(IEnumerable<string> events)
    {
        Dictionary<string, string> anchors = new(StringComparer.Ordinal);
        Stack<(StringBuilder Text, string? Anchor, bool IsMap, int Count)> open = new();
        open.Push((new(), null, false, 0));
        foreach (string line in events)
        {
            if (line.StartsWith("+DOC", StringComparison.Ordinal))
            {
                open.Peek().Text.Append('\f');
            }
            else if (line.StartsWith("+MAP", StringComparison.Ordinal) || line.StartsWith("+SEQ", StringComparison.Ordinal))
            {
                string? anchor = line.Split(' ').FirstOrDefault(part => part.StartsWith('&'))?[1..];
                open.Push((new(line[1] == 'M' ? "{" : "["), anchor, line[1] == 'M', 0));
            }
            else if (line is "-MAP" or "-SEQ")
            {
                (StringBuilder text, string? anchor, bool isMap, _) = open.Pop();
                Place(text.Append(isMap ? '}' : ']').ToString(), anchor, isScalar: false);
            }
            else if (line.StartsWith("=ALI", StringComparison.Ordinal))
            {
                Place(anchors.GetValueOrDefault(line[6..], "?"), null, isScalar: true);
            }
            else if (line.StartsWith("=VAL", StringComparison.Ordinal))
            {
                string rest = line[5..];
                string? anchor = null, tag = null;
                if (rest[0] == '&')
                    (anchor, rest) = Cut(rest, " ");
                if (rest[0] == '<')
                    (tag, rest) = Cut(rest, "> ");
                bool isWord = rest[0] == ':' && tag is not ("!" or "tag:yaml.org,2002:str");
                Place((isWord ? ":" : "\"") + Unescape(rest[1..]) + "\n", anchor, isScalar: true);
            }
        }

        return open.Pop().Text.ToString();

        static (string Before, string After) Cut(string text, string end)
        {
            int at = text.IndexOf(end, StringComparison.Ordinal);
            return (text[1..at], text[(at + end.Length)..]);
        }

        void Place(string node, string? anchor, bool isScalar)
        {
            if (anchor is not null)
                anchors[anchor] = node;
            (StringBuilder text, string? own, bool isMap, int count) = open.Pop();
            text.Append(isMap && count % 2 == 0 && !isScalar ? "\v" : "").Append(node);
            open.Push((text, own, isMap, count + 1));
        }
    }

    private static int ScanSharp(string text)
    {
        int count = 0;
        for (SharpYaml.IParser parser = SharpParser.CreateParser(new StringReader(text)); parser.MoveNext();)
            count++;
        return count;
    }

    private static int ScanYaml(string text)
    {
        int count = 0;
        for (YamlParser parser = new(new StringReader(text)); parser.MoveNext();)
            count++;
        return count;
    }

    // What the process computes, not what the clock says: it repeats on a machine with other work, too.
    private static double Time(Func<string, int> scan, string document)
    {
        string text = File.ReadAllText(document);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        scan(text);
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static async Task<double> ColdAsync(string name, string document)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(YamlSuiteRun).Assembly.Location);
        foreach (string argument in new[] { OnceArgument, name, document })
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
