using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Seeding;

/// <summary>Fills the tables with records that repeat for the same seed: believable, and with every kind of gap.</summary>
internal sealed class Seeder(RecordStores stores, EmulatorOptions options)
{
    private readonly SeededRandom _random = new(options.Seed);

    public void Run()
    {
        stores.Database.InTransaction(() => Fill(stores.Accounts, stores.Prospects));
        foreach ((string name, int count) in options.CustomObjects)
            Fill(stores.CustomObjects(name)!, count, new SeededRandom(options.Seed));
    }

    private static void Fill(CustomObjectStore store, int count, SeededRandom random)
    {
        for (int id = 1; id <= count; id++)
        {
            store.Write(id, new JsonObject
            {
                ["name"] = $"{store.Type} {Number(id)}",
                ["city"] = random.OneOf(SampleValues.Cities),
                ["amount"] = random.Next(1_000),
                ["active"] = random.OneIn(2),
            });
        }
    }

    private void Fill(RecordStore accounts, RecordStore prospects)
    {
        for (int id = 1; id <= options.Accounts; id++)
            accounts.Insert(Account(id));
        for (int id = 1; id <= options.Accounts; id++)
            Assign("account", id);
        for (int id = 1; id <= options.Prospects; id++)
        {
            prospects.Insert(Prospect(id));
            Assign("prospect", id);
            if (_random.OneIn(5))
                prospects.Relationships.AddOpportunity(id, 1 + _random.Next((int)ReferenceData.Opportunities));
            if (_random.OneIn(4))
                AddToSequence(id);
            if (_random.OneIn(20))
                AddToSequence(id);
        }
    }

    private RecordRow Account(int id)
    {
        string start = _random.OneOf(SampleValues.CompanyStart);
        string middle = _random.OneOf(SampleValues.CompanyMiddle);
        string domain = $"{start.Replace(" ", "", StringComparison.Ordinal)}-{middle}-{Number(id)}.example".ToLowerInvariant();
        JsonObject attributes = new()
        {
            ["name"] = $"{start} {middle} {_random.OneOf(SampleValues.CompanyEnd)}",
            ["domain"] = domain,
            ["websiteUrl"] = $"https://www.{domain}/",
            ["industry"] = _random.OneOf(SampleValues.Industries),
            ["locality"] = _random.OneOf(SampleValues.Cities),
            ["numberOfEmployees"] = 5 + _random.Next(20_000),
            ["tags"] = _random.Subset(SampleValues.Tags, 2),
        };
        if (!_random.OneIn(10))
            attributes["customId"] = $"CRM-{Number(id)}";
        if (!_random.OneIn(3))
            attributes["named"] = _random.OneIn(4);
        if (_random.OneIn(2))
            attributes["buyerIntentScore"] = _random.Next(1001) / 10.0;
        return Finish(id, attributes, new() { ["owner"] = Owner() });
    }

    private RecordRow Prospect(int id)
    {
        string first = _random.OneOf(SampleValues.First);
        string last = _random.OneOf(SampleValues.Last);
        string handle = $"{first}{Number(id)}".ToLowerInvariant();
        JsonArray emails = [];
        for (int i = _random.OneIn(10) ? 0 : 1 + (_random.OneIn(6) ? 1 : 0); i > 0; i--)
            emails.Add($"{handle}.{Number(i)}@mail.example");
        JsonObject attributes = new()
        {
            ["firstName"] = first,
            ["lastName"] = last,
            ["emails"] = emails,
            ["title"] = _random.OneIn(8) ? null : _random.OneOf(SampleValues.Titles),
            ["addressCity"] = _random.OneOf(SampleValues.Cities),
            ["timeZone"] = _random.OneIn(6) ? null : _random.OneOf(SampleValues.TimeZones),
            ["tags"] = _random.Subset(SampleValues.Tags, 2),
            ["engagedScore"] = _random.OneIn(3) ? null : _random.Next(401) / 4.0,
            ["engagedAt"] = _random.OneIn(2) ? _random.Time() : null,
            ["externalSource"] = _random.OneIn(4) ? null : _random.OneOf(SampleValues.Sources),
        };
        foreach (string name in (string[])["githubUsername", "twitterUsername", "linkedInId", "linkedInSlug", "stackOverflowId"])
        {
            if (_random.OneIn(3))
                attributes[name] = handle;
        }

        return Finish(id, attributes, new()
        {
            ["owner"] = Owner(),
            ["account"] = options.Accounts == 0 || _random.OneIn(8) ? null : 1 + _random.Next(options.Accounts),
            ["stage"] = _random.OneIn(8) ? null : 1 + _random.Next(ReferenceData.Stages.Length),
            ["persona"] = _random.OneIn(2) ? null : 1 + _random.Next((int)ReferenceData.Personas),
        });
    }

    private RecordRow Finish(int id, JsonObject attributes, Dictionary<string, long?> toOne)
    {
        attributes["sharingTeamId"] = _random.OneIn(3) ? Number(1 + _random.Next(5)) : null;
        attributes["createdAt"] = _random.Time();
        attributes["updatedAt"] = _random.Time();
        attributes["touchedAt"] = _random.OneIn(3) ? null : _random.Time();
        return new RecordRow(id, attributes, toOne);
    }

    // Twenty of the users own things, so that filtering by owner finds more than a record or two.
    private long? Owner() => _random.OneIn(12) ? null : 1 + _random.Next(20);

    private void Assign(string model, int id)
    {
        if (_random.OneIn(4))
            stores.Accounts.Relationships.AddUser(model, id, 1 + _random.Next(20));
    }

    private void AddToSequence(int id)
    {
        string state = _random.OneOf(["pending", "active", "active", "paused", "finished"]);
        stores.Accounts.Relationships.AddSequenceState(id, 1 + _random.Next((int)ReferenceData.Sequences), 1 + _random.Next(20), state);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
