namespace Outreach.Bulk.Cli.Plans;

/// <summary>What this user's tool knows of plans: which were made here, and which were applied. Each is applied once.</summary>
internal sealed class PlanMarks(string stateFolder)
{
    private readonly string _folder = Path.Combine(stateFolder, "plans");

    /// <summary>Remembers that a plan was made here, so that what is not known of it did not happen.</summary>
    public void Made(string id)
    {
        Places.Folders.CreatePrivate(_folder);
        using FileStream mark = Places.PrivateFile.Create(PathOf(id, "made"));
    }

    public bool WasMade(string id) => File.Exists(PathOf(id, "made"));

    public bool WasApplied(string id) => File.Exists(PathOf(id, "applied"));

    /// <summary>Takes the plan for this process, before anything is sent.</summary>
    /// <returns>Whether nobody had it before.</returns>
    public bool TryApply(string id)
    {
        Places.Folders.CreatePrivate(_folder);
        try
        {
            using FileStream mark = new(PathOf(id, "applied"), FileMode.CreateNew);
            mark.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException) when (WasApplied(id))
        {
            return false;
        }
    }

    /// <summary>Gives the plan back: nothing was sent.</summary>
    public void Release(string id) => File.Delete(PathOf(id, "applied"));

    private string PathOf(string id, string what) => Path.Combine(_folder, $"{id}.{what}");
}
