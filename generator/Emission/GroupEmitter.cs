using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits what a group has beside its actions: how it is made, and how its records are previewed.</summary>
internal static class GroupEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<GroupModel> unit)
    {
        GroupModel group = unit.Content;
        writer
            .Summary(
                group.IsImports
                    ? "The imports of an account, and upserts of records of any type."
                    : $"The bulk actions on {group.Records}.")
            .Line(FileHeader.GeneratedCode)
            .Open(
                $"{unit.Scope.Accessibility} partial class {group.TypeName} : "
                    + $"{CSharpType.Runtime}{(group.IsImports ? "ImportCollection" : "BulkActionGroup")}");
        writer
            .Summary("Makes the group over a connection.")
            .Param("connection", "The connection that the actions are sent over.")
            .Line($"public {group.TypeName}({CSharpType.Runtime}OutreachBulkConnection connection)")
            .Open("    : base(connection)")
            .Close()
            .Line();
        writer
            .Summary("For test doubles: a group without a connection, whose methods are to be overridden.")
            .Open($"protected {group.TypeName}()")
            .Close();
        if (group.Preview is { } preview)
            PreviewEmitter.Emit(writer, group, preview, unit.Scope.Prefix);
        writer.Close();
    }
}
