namespace Outreach.Bulk.Jobs.Options;

/// <summary>Refuses options that are out of their ranges, which their documentation gives.</summary>
internal static class OptionRange
{
    /// <param name="isInRange">Whether it is usable.</param>
    /// <param name="type">The options' type.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="value">What it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Check(bool isInRange, string type, string option, object? value)
    {
        if (!isInRange)
            throw new ArgumentOutOfRangeException(option, value, $"{type}.{option} is out of its range; its documentation gives it.");
    }
}
