using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>A page of ours in Hangfire's frame, with its menu and its style.</summary>
internal sealed class FramedPage(string title, Markup body) : RazorPage
{
    public override void Execute()
    {
        Layout = new LayoutPage(title);
        WriteLiteral(body.ToString());
    }
}
