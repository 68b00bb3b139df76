using Outreach.Bulk.Jobs.Sqlite;

namespace Outreach.Bulk.Jobs;

/// <summary>Stores in a file.</summary>
public static class SqliteJobStore
{
    extension(JobStore)
    {
        /// <summary>A store in a file, for all processes of one machine.</summary>
        /// <param name="path">The file. It is made, for its user alone, where there is none; its folder must exist. No network share.</param>
        /// <param name="timeProvider">The clock of leases and due times; <see langword="null"/> for the machine's.</param>
        /// <returns>The store. The file is opened at its first use.</returns>
        /// <exception cref="ArgumentException">The path is blank.</exception>
        public static JobStore Sqlite(string path, TimeProvider? timeProvider = null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(path);
            return new(new SqliteDatabase(path, timeProvider ?? TimeProvider.System));
        }
    }
}
