using System.Globalization;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Seeding;

/// <summary>Fills the tables with records that repeat for the same seed: believable, and with every kind of gap.</summary>
internal sealed class Seeder(RecordWorld world, EmulatorOptions options)
{
    private readonly Dice _dice = new(options.Seed);

    public void Run()
    {
        world.Database.InTransaction(() => Fill(world.Accounts, world.Prospects));
        foreach (var (name, count) in options.CustomObjects) Fill(world.CustomObjects(name)!, count, new Dice(options.Seed));
    }

    private static void Fill(CustomObjectStore store, int count, Dice dice)
    {
        for (int id = 1; id <= count; id++)
        {
            store.Write(id, new JsonObject
            {
                ["name"] = $"{store.Type} {Number(id)}",
                ["city"] = dice.Of(Names.Cities),
                ["amount"] = dice.Next(1_000),
                ["active"] = dice.OneIn(2),
            });
        }
    }

    private void Fill(RecordStore accounts, RecordStore prospects)
    {
        for (int id = 1; id <= options.Accounts; id++) accounts.Insert(Account(id));
        for (int id = 1; id <= options.Accounts; id++) Assign("account", id);
        for (int id = 1; id <= options.Prospects; id++)
        {
            prospects.Insert(Prospect(id));
            Assign("prospect", id);
            if (_dice.OneIn(5)) prospects.Links.AddOpportunity(id, 1 + _dice.Next((int)ReferenceData.Opportunities));
            if (_dice.OneIn(4)) Enrol(id);
            if (_dice.OneIn(20)) Enrol(id);
        }
    }

    private RecordRow Account(int id)
    {
        string start = _dice.Of(Names.CompanyStart);
        string middle = _dice.Of(Names.CompanyMiddle);
        string domain = $"{start.Replace(" ", "", StringComparison.Ordinal)}-{middle}-{Number(id)}.example".ToLowerInvariant();
        JsonObject attributes = new()
        {
            ["name"] = $"{start} {middle} {_dice.Of(Names.CompanyEnd)}",
            ["domain"] = domain,
            ["websiteUrl"] = $"https://www.{domain}/",
            ["industry"] = _dice.Of(Names.Industries),
            ["locality"] = _dice.Of(Names.Cities),
            ["numberOfEmployees"] = 5 + _dice.Next(20_000),
            ["tags"] = _dice.Some(Names.Tags, 2),
        };
        if (!_dice.OneIn(10)) attributes["customId"] = $"CRM-{Number(id)}";
        if (!_dice.OneIn(3)) attributes["named"] = _dice.OneIn(4);
        if (_dice.OneIn(2)) attributes["buyerIntentScore"] = _dice.Next(1001) / 10.0;
        return Finish(id, attributes, new() { ["owner"] = Owner() });
    }

    private RecordRow Prospect(int id)
    {
        string first = _dice.Of(Names.First);
        string last = _dice.Of(Names.Last);
        string handle = $"{first}{Number(id)}".ToLowerInvariant();
        JsonArray emails = [];
        for (int i = _dice.OneIn(10) ? 0 : 1 + (_dice.OneIn(6) ? 1 : 0); i > 0; i--) emails.Add($"{handle}.{Number(i)}@mail.example");
        JsonObject attributes = new()
        {
            ["firstName"] = first,
            ["lastName"] = last,
            ["emails"] = emails,
            ["title"] = _dice.OneIn(8) ? null : _dice.Of(Names.Titles),
            ["addressCity"] = _dice.Of(Names.Cities),
            ["timeZone"] = _dice.OneIn(6) ? null : _dice.Of(Names.TimeZones),
            ["tags"] = _dice.Some(Names.Tags, 2),
            ["engagedScore"] = _dice.OneIn(3) ? null : _dice.Next(401) / 4.0,
            ["engagedAt"] = _dice.OneIn(2) ? _dice.Time() : null,
            ["externalSource"] = _dice.OneIn(4) ? null : _dice.Of(Names.Sources),
        };
        foreach (string name in (string[])["githubUsername", "twitterUsername", "linkedInId", "linkedInSlug", "stackOverflowId"])
        {
            if (_dice.OneIn(3)) attributes[name] = handle;
        }

        return Finish(id, attributes, new()
        {
            ["owner"] = Owner(),
            ["account"] = options.Accounts == 0 || _dice.OneIn(8) ? null : 1 + _dice.Next(options.Accounts),
            ["stage"] = _dice.OneIn(8) ? null : 1 + _dice.Next(ReferenceData.Stages.Length),
            ["persona"] = _dice.OneIn(2) ? null : 1 + _dice.Next((int)ReferenceData.Personas),
        });
    }

    private RecordRow Finish(int id, JsonObject attributes, Dictionary<string, long?> toOne)
    {
        attributes["sharingTeamId"] = _dice.OneIn(3) ? Number(1 + _dice.Next(5)) : null;
        attributes["createdAt"] = _dice.Time();
        attributes["updatedAt"] = _dice.Time();
        attributes["touchedAt"] = _dice.OneIn(3) ? null : _dice.Time();
        return new RecordRow(id, attributes, toOne);
    }

    // Twenty of the users own things, so that filtering by owner finds more than a record or two.
    private long? Owner() => _dice.OneIn(12) ? null : 1 + _dice.Next(20);

    private void Assign(string model, int id)
    {
        if (_dice.OneIn(4)) world.Accounts.Links.AddUser(model, id, 1 + _dice.Next(20));
    }

    private void Enrol(int id)
    {
        string state = _dice.Of(["pending", "active", "active", "paused", "finished"]);
        world.Accounts.Links.Enrol(id, 1 + _dice.Next((int)ReferenceData.Sequences), 1 + _dice.Next(20), state);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
