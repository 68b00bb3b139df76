using Outreach.Bulk.Cli.Places;

namespace Outreach.Bulk.Cli.Plans;

/// <summary>What this user's tool knows of plans: which were made here, and which were applied. Each is applied once.</summary>
internal sealed class PlanMarks(string stateFolder)
{
    private readonly string _folder = Path.Combine(stateFolder, "plans");

    /// <summary>Remembers that a plan was made here, so that what is not known of it did not happen.</summary>
    public void Made(string id)
    {
        Folders.CreatePrivate(_folder);
        using FileStream mark = PrivateFile.Create(PathOf(id, "made"));
    }

    public bool WasMade(string id) => File.Exists(PathOf(id, "made"));

    public bool WasApplied(string id) => MarkFile.IsWritten(PathOf(id, "applied"));

    /// <summary>Takes the plan for this process. The store is written into the mark before anything is sent.</summary>
    /// <returns>The mark; null while another process has it.</returns>
    public MarkFile? TryHold(string id) => MarkFile.TryHold(PathOf(id, "applied"));

    // The id is the file's to say, and becomes a path.
    private string PathOf(string id, string what) => id.Length > 0 && id.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(_folder, $"{id}.{what}")
        : throw Output.CliException.Refused($"The plan's id \"{id}\" is not one that this tool makes.");
}
