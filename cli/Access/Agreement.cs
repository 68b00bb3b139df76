using System.Globalization;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Access;

/// <summary>Asks a person to agree: to a number of records by typing it, or to what can be put right by a word.</summary>
internal static class Agreement
{
    private static readonly Interrupts.Stage s_interrupted = new(ExitCode.Refused, "Nobody agreed, and nothing was sent.");

    /// <param name="session">The session.</param>
    /// <param name="what">What is to be done: "confirm batch 12".</param>
    /// <param name="count">How many records it is about.</param>
    /// <param name="given">The number that was given on the command line.</param>
    /// <exception cref="CliException">Nobody agreed.</exception>
    public static void ThrowUnlessGiven(CliSession session, string what, long count, long? given)
    {
        string number = count.ToString(CultureInfo.InvariantCulture);
        string? typed = given?.ToString(CultureInfo.InvariantCulture);
        if (typed is null)
        {
            if (!session.Terminal.IsInputTerminal)
            {
                throw CliException.Refused($"To {what} means {Counted.Records(count)}, and there is no terminal to ask. Add --count {number} if "
                    + $"that is meant.");
            }

            session.Terminal.Error.Write($"This will {what}: {Counted.Records(count)}. Type the number to go on: ");
            typed = session.ReadLine(s_interrupted);
        }

        if (typed != number)
            throw CliException.Refused($"It is {Counted.Records(count)}, and \"{typed}\" was given. Nothing was done.");
    }

    /// <param name="session">The session.</param>
    /// <param name="what">What is to be done: "accountsImport will import 12 rows".</param>
    /// <param name="isGiven">Whether the command line agrees already.</param>
    /// <param name="options">The options that stand in for an answer, for the message: "--yes".</param>
    /// <exception cref="CliException">Nobody agreed.</exception>
    public static void ThrowUnlessYes(CliSession session, string what, bool isGiven, string options)
    {
        if (isGiven)
            return;
        if (!session.Terminal.IsInputTerminal)
            throw CliException.Refused($"{what}, and there is no terminal to ask. Add {options} if that is meant.");
        session.Terminal.Error.Write($"{what}. Go on? [y/N] ");
        if (session.ReadLine(s_interrupted) is not ("y" or "Y" or "yes"))
            throw CliException.Refused("Not confirmed. Nothing was sent.");
    }
}
