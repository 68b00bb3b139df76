namespace Outreach.Bulk.Package.Tests;

/// <summary>All consumers, restored and built in one call each, and what was said of each of them.</summary>
internal sealed class ConsumerBuild
{
    private readonly UsersFolder _folder;
    private readonly string _output;

    private ConsumerBuild(UsersFolder folder, string output)
    {
        _folder = folder;
        _output = output;
    }

    public static async Task<ConsumerBuild> RunAsync(UsersFolder folder)
    {
        foreach (Consumer consumer in Consumer.All)
            await folder.WriteAsync(consumer.Name, consumer.Files);
        string together = await folder.WriteAsync(
            "consumers.proj",
            Traversal.Text(Consumer.All.Select(consumer => ($"{consumer.Name}/{consumer.Project}", consumer.Target))));

        // In two calls, since a restore that fails ends its call: what was not restored fails to build, and alone.
        Command restore = await folder.DotnetAsync("", "msbuild", together, "-t:Restore", "-v:m");
        Command build = await folder.DotnetAsync("", "msbuild", together, "-m", "-v:m");
        return new(folder, restore.Output + build.Output);
    }

    public Command Of(Consumer consumer)
    {
        string own = $"{Path.GetFileName(_folder.Root)}/{consumer.Name}/";
        string[] lines = [.. _output.Split('\n').Where(line => line.Replace('\\', '/').Contains(own, StringComparison.Ordinal))];

        // A project's last line is the one that names its output.
        string end = $"{Path.GetFileNameWithoutExtension(consumer.Project)} -> ";
        bool succeeded = lines.Any(line => line.TrimStart().StartsWith(end, StringComparison.Ordinal))
            && !lines.Any(line => line.Contains(": error ", StringComparison.Ordinal));
        return new(succeeded ? 0 : 1, lines.Length == 0 ? _output : string.Join('\n', lines));
    }
}
