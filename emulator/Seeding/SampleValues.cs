namespace Outreach.Bulk.Emulator.Seeding;

/// <summary>Words the seeded records are made of.</summary>
internal static class SampleValues
{
    public static readonly string[] First =
    [
        "Ada", "Amir", "Anja", "Björn", "Carmen", "Chidi", "Dana", "Diego", "Elif", "Emma", "Farid", "Grace", "Hana",
        "Igor", "Ines", "Jonas", "Kofi", "Lena", "Liam", "Mei", "Mila", "Noah", "Olga", "Priya", "Quinn", "Rosa",
        "Sally", "Samuel", "Tariq", "Uma", "Viktor", "Wanda", "Yusuf", "Zoë",
    ];

    public static readonly string[] Last =
    [
        "Adams", "Bauer", "Chen", "Diaz", "Eriksen", "Fischer", "García", "Haddad", "Ivanova", "Jensen", "Kowalski",
        "Larsson", "Moreau", "Nakamura", "O'Brien", "Okafor", "Patel", "Quist", "Rossi", "Schmidt", "Tanaka",
        "Ueda", "Vargas", "Weber", "Xu", "Yılmaz", "Zhang",
    ];

    public static readonly string[] CompanyStart =
    [
        "Acme", "Alpine", "Beacon", "Blue Harbor", "Cedar", "Copper", "Delta", "Evergreen", "Falcon", "Granite",
        "Harbor", "Ironwood", "Juniper", "Keystone", "Lakeside", "Maple", "Northwind", "Orchard", "Pioneer",
        "Quartz", "Redwood", "Summit", "Tidal", "Umber", "Vista", "Willow",
    ];

    public static readonly string[] CompanyMiddle =
        ["Analytics", "Biotech", "Capital", "Data", "Energy", "Foods", "Freight", "Health", "Labs", "Media", "Retail", "Robotics"];

    public static readonly string[] CompanyEnd = ["Inc.", "GmbH", "Ltd", "Group", "AG", "LLC", "& Sons, Inc."];

    public static readonly string[] Industries =
        ["Software", "Manufacturing", "Finance", "Health Care", "Logistics", "Energy", "Education"];

    public static readonly string[] Titles =
        ["Account Executive", "Chief Technology Officer", "VP, Sales", "Head of Marketing", "Engineer", "Buyer", "Founder"];

    public static readonly string[] Cities = ["Berlin", "Boston", "Lagos", "Lisbon", "Mumbai", "Osaka", "Seattle", "Toronto"];

    public static readonly string[] TimeZones =
        ["America/New_York", "America/Los_Angeles", "Europe/Berlin", "Europe/London", "Asia/Kolkata", "Asia/Tokyo"];

    public static readonly string[] Tags = ["customer", "hot", "partner", "renewal", "webinar", "trial"];

    public static readonly string[] Sources = ["salesforce", "hubspot", "outreach", "csv"];
}
