using System.Globalization;
using System.Text;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Plans;

/// <summary>Shows a plan.</summary>
internal static class PlanReport
{
    public static void Show(CliSession session, PlanFile plan, PlanState state)
    {
        string digest = plan.ComputeDigest();
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Action    {VisibleText.Line(plan.Action)}\n");
        text.Append(CultureInfo.InvariantCulture, $"Host      {VisibleText.Line(plan.Host)}\n");
        text.Append(CultureInfo.InvariantCulture, $"User      {VisibleText.Line(plan.User ?? "unknown")}\n");
        text.Append(CultureInfo.InvariantCulture, $"Org       {VisibleText.Line(plan.Org ?? "unknown")}\n");
        text.Append(CultureInfo.InvariantCulture, $"Records   {plan.Count:N0} ({plan.AtLeast:N0} to {plan.AtMost:N0} "
            + $"when it is applied)\n");
        text.Append(CultureInfo.InvariantCulture, $"Such as   {string.Join(", ", plan.Sample)}\n");
        text.Append(CultureInfo.InvariantCulture, $"Takes     "
            + $"{(plan.Chunks == 1 ? "one batch" : $"a job of about {plan.Chunks} chunks")}, at least {plan.Requests} requests\n");
        text.Append(CultureInfo.InvariantCulture, $"Expires   {plan.ExpiresAt:u}\n");
        text.Append(CultureInfo.InvariantCulture, $"Digest    {digest}");
        session.Report.Data(
            "plan",
            writer =>
            {
                writer.WriteString("id", plan.Id);
                writer.WriteString("action", plan.Action);
                writer.WriteString("host", plan.Host);
                writer.WriteString("user", plan.User);
                writer.WriteString("org", plan.Org);
                writer.WriteNumber("count", plan.Count);
                writer.WriteNumber("atLeast", plan.AtLeast);
                writer.WriteNumber("atMost", plan.AtMost);
                writer.WriteNumber("chunks", plan.Chunks);
                writer.WriteString("expiresAt", plan.ExpiresAt);
                writer.WriteString("digest", digest);
                writer.WriteString("state", state.ToString());
            },
            text.ToString());
    }
}
