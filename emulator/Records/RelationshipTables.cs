using Outreach.Bulk.Emulator.Sql;

namespace Outreach.Bulk.Emulator.Records;

/// <summary>Relationships to many: assigned users, opportunities, and states in sequences.</summary>
internal sealed class RelationshipTables
{
    private readonly Database _database;

    public RelationshipTables(Database database)
    {
        _database = database;
        foreach (string model in (string[])["account", "prospect"])
            database.Execute($"CREATE TABLE {model}User (recordId INTEGER, userId INTEGER, PRIMARY KEY (recordId, userId)) WITHOUT ROWID");
        database.Execute(
            "CREATE TABLE prospectOpportunity (recordId INTEGER, opportunityId INTEGER, "
            + "PRIMARY KEY (recordId, opportunityId)) WITHOUT ROWID");
        database.Execute("CREATE TABLE prospectEmail (recordId INTEGER, email TEXT)");
        database.Execute("CREATE INDEX prospectEmailByRecord ON prospectEmail (recordId, email)");
        database.Execute("CREATE INDEX prospectEmailByAddress ON prospectEmail (email COLLATE NOCASE)");
        database.Execute(
            "CREATE TABLE sequenceState (id INTEGER PRIMARY KEY, prospectId INTEGER, sequenceId INTEGER, mailboxId INTEGER, state TEXT)");
        database.Execute("CREATE INDEX sequenceStateByProspect ON sequenceState (prospectId)");
    }

    public List<long> Users(string model, long id) =>
        Ids($"SELECT userId FROM {model}User WHERE recordId = $p0 ORDER BY userId", id);

    public List<long> Opportunities(long id) =>
        Ids("SELECT opportunityId FROM prospectOpportunity WHERE recordId = $p0 ORDER BY opportunityId", id);

    public List<long> SequenceStates(long id, bool activeOnly) => Ids(
        $"SELECT id FROM sequenceState WHERE prospectId = $p0{(activeOnly ? " AND state <> 'finished'" : "")} ORDER BY id", id);

    public void AddUser(string model, long id, long user) =>
        _database.Execute($"INSERT OR IGNORE INTO {model}User VALUES ($p0, $p1)", id, user);

    public void RemoveUser(string model, long id, long user) =>
        _database.Execute($"DELETE FROM {model}User WHERE recordId = $p0 AND userId = $p1", id, user);

    public void RemoveUsers(string model, long id) =>
        _database.Execute($"DELETE FROM {model}User WHERE recordId = $p0", id);

    public void AddOpportunity(long id, long opportunity) =>
        _database.Execute("INSERT OR IGNORE INTO prospectOpportunity VALUES ($p0, $p1)", id, opportunity);

    public void RemoveEmails(long id) => _database.Execute("DELETE FROM prospectEmail WHERE recordId = $p0", id);

    public void AddEmails(long id, IEnumerable<string> emails)
    {
        foreach (string email in emails)
            _database.Execute("INSERT INTO prospectEmail VALUES ($p0, $p1)", id, email);
    }

    /// <summary>The first prospect with an e-mail address, in any case, or null.</summary>
    public long? ByEmail(string email) => _database.Query(
        "SELECT min(recordId) FROM prospectEmail WHERE email = $p0 COLLATE NOCASE",
        row => row.IsDBNull(0) ? null : (long?)row.GetInt64(0), email).Single();

    public void AddSequenceState(long prospect, long sequence, long mailbox, string state) => _database.Execute(
        "INSERT INTO sequenceState (prospectId, sequenceId, mailboxId, state) VALUES ($p0, $p1, $p2, $p3)",
        prospect, sequence, mailbox, state);

    public bool IsInSequence(long prospect, long sequence) => Ids(
        "SELECT id FROM sequenceState WHERE prospectId = $p0 AND sequenceId = $p1 AND state <> 'finished'", prospect, sequence).Count > 0;

    /// <summary>Sets the state of all that are not finished, and says how many there were.</summary>
    public int SetSequenceStates(long prospect, string state) => _database.Execute(
        "UPDATE sequenceState SET state = $p1 WHERE prospectId = $p0 AND state <> 'finished'", prospect, state);

    public Dictionary<long, string> AllSequenceStates() =>
        _database.Query("SELECT id, state FROM sequenceState", row => (row.GetInt64(0), row.GetString(1))).ToDictionary();

    public void DeleteAll(string model, long id)
    {
        RemoveUsers(model, id);
        if (model != "prospect")
        {
            _database.Execute("UPDATE prospect SET accountId = NULL WHERE accountId = $p0", id);
            return;
        }

        RemoveEmails(id);
        _database.Execute("DELETE FROM prospectOpportunity WHERE recordId = $p0", id);
        _database.Execute("DELETE FROM sequenceState WHERE prospectId = $p0", id);
    }

    private List<long> Ids(string sql, params ReadOnlySpan<object?> values) =>
        _database.Query(sql, row => row.GetInt64(0), values);
}
