using Outreach.Bulk.Cli.Places;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>Files are kept where each system keeps such files.</summary>
public sealed class FoldersTests
{
    [Fact]
    public void On_Unix_they_are_where_the_XDG_specification_says_and_a_relative_path_is_ignored()
    {
        Assert.Equal(Joined("/home/u", ".config"), Of(SystemKind.Unix).Configuration);
        Assert.Equal(Joined("/home/u", ".local", "state"), Of(SystemKind.Unix).State);
        Assert.Equal(Joined("/etc/mine"), Of(SystemKind.Unix, ("XDG_CONFIG_HOME", "/etc/mine")).Configuration);
        Assert.Equal(Joined("/var/mine"), Of(SystemKind.Unix, ("XDG_STATE_HOME", "/var/mine")).State);
        Assert.Equal(Joined("/home/u", ".local", "state"), Of(SystemKind.Unix, ("XDG_STATE_HOME", "mine")).State);
        Assert.Equal(Joined("/home/u", ".local", "state"), Of(SystemKind.Unix, ("XDG_STATE_HOME", "")).State);
    }

    [Fact]
    public void On_macOS_they_are_in_the_library_and_XDG_says_nothing()
    {
        Folders folders = Of(SystemKind.MacOS, ("XDG_CONFIG_HOME", "/etc/mine"), ("XDG_STATE_HOME", "/var/mine"));
        Assert.Equal(Joined("/home/u", "Library", "Application Support"), folders.Configuration);
        Assert.Equal(Path.Combine(Joined("/home/u", "Library", "Application Support"), "state"), folders.State);
    }

    [Fact]
    public void On_Windows_what_belongs_to_the_machine_does_not_roam()
    {
        Folders folders = Of(SystemKind.Windows, ("APPDATA", "R:/Roaming"), ("LOCALAPPDATA", "L:/Local"));
        Assert.Equal(Joined("R:/Roaming"), folders.Configuration);
        Assert.Equal(Joined("L:/Local"), folders.State);
        Assert.Equal(Joined("/home/u", "AppData", "Roaming"), Of(SystemKind.Windows).Configuration);
        Assert.Equal(Joined("/home/u", "AppData", "Local"), Of(SystemKind.Windows).State);
    }

    private static string Joined(params string[] parts) => Path.Combine([.. parts, "outreach-bulk"]);

    private static Folders Of(SystemKind system, params (string Name, string Value)[] variables) =>
        Folders.Of(system, "/home/u", name => variables.FirstOrDefault(each => each.Name == name).Value);
}
