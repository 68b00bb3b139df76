namespace Outreach.Bulk.Emulator.Schema;

internal static class ProspectAttributes
{
    /// <summary>The published attributes, one a line: name, type with its longest length, then what may be done with it.</summary>
    private const string Table = """
        addedAt time
        addressCity text(255)
        addressCountry text(255)
        addressState text(255)
        addressStreet text(255)
        addressStreet2 text(255)
        addressZip text(255)
        angelListUrl text(255)
        availableAt time
        callOptedOut boolean
        callsOptStatus text(255)
        callsOptedAt time readonly
        campaignName text(255)
        clickCount integer readonly
        company text
        contactHistogram list readonly
        createdAt time readonly filter sort
        dateOfBirth date
        degree text(255)
        emailOptedOut boolean
        emails list filter
        emailsOptStatus text(255)
        emailsOptedAt time readonly
        engagedAt time readonly filter sort
        engagedScore number readonly filter sort
        eventName text(255)
        externalId text(255)
        externalOwner text(255)
        externalSource text(255) filter sort
        facebookUrl text(255)
        firstName text(255) filter sort
        gender text(255)
        githubUrl text(1000)
        githubUsername text(255) filter sort
        googlePlusUrl text(255)
        graduationDate date
        homePhones list
        jobStartDate date
        lastName text(255) filter sort
        linkedInConnections integer
        linkedInId text(255) filter sort
        linkedInSlug text(255) readonly filter sort
        linkedInUrl text(1000)
        middleName text(255)
        mobilePhones list
        name text readonly
        nickname text(255)
        occupation text(255)
        openCount integer readonly
        optedOut boolean
        optedOutAt time readonly
        otherPhones list
        personalNote1 text(65535)
        personalNote2 text(65535)
        preferredContact text(255)
        quoraUrl text(255)
        region text(255)
        replyCount integer readonly
        school text(255)
        score number
        sharingTeamId text(255) filter
        source text(255)
        specialties text(65535)
        stackOverflowId text(255) filter sort
        stackOverflowUrl text(1000)
        tags list
        timeZone text(255) filter
        timeZoneIana text readonly
        timeZoneInferred text(255) readonly
        title text(255) filter sort
        touchedAt time readonly filter sort
        trashedAt time
        twitterUrl text(1000)
        twitterUsername text(255) filter sort
        updatedAt time readonly filter sort
        voipPhones list
        websiteUrl1 text(65535)
        websiteUrl2 text(65535)
        websiteUrl3 text(65535)
        workPhones list
        """;

    public static IReadOnlyDictionary<string, RecordAttribute> All { get; } = RecordAttribute.ReadTable(Table);
}
