using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>
/// Actions of a group that share a file: one that sets fields of the model has a file of its own, the others are together by
/// what they do.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Name">What the file is called, after the group's name.</param>
/// <param name="Actions">The actions, in the order of their names.</param>
internal sealed record ActionsFile(GroupModel Group, string Name, EquatableArray<ActionModel> Actions)
{
    /// <summary>All actions, file by file.</summary>
    public static IEnumerable<ActionsFile> Of(IEnumerable<ActionModel> actions) => actions
        .GroupBy(action => (Group: action.Group.Name, Name: NameOf(action)))
        .Select(file => new ActionsFile(file.First().Group, file.Key.Name, file.ToEquatableArray()));

    // No action has a dot in its name, so no file of one has the same name as a file of many.
    private static string NameOf(ActionModel action) =>
        action.Attributes is { Kind: not AttributesKind.Declared } ? action.Stem : $"Actions.{action.Effect}";
}
