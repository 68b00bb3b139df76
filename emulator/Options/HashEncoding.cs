namespace Outreach.Bulk.Emulator;

/// <summary>How a hash may be written.</summary>
public enum HashEncoding
{
    /// <summary>128 lower-case hexadecimal digits.</summary>
    Hex,

    /// <summary>Base64 with padding.</summary>
    Base64,
}
