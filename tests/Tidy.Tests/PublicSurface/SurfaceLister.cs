using System.Reflection;

namespace Orchestrations.Tidy.Tests.PublicSurface;

/// <summary>
/// Lists the public surface of an assembly, one type or member a line, in the format of the listings in MicrosoftApi:
/// <c>Type :: kind : base</c> for a type and <c>Type .. member</c> for what it declares. Namespaces named Internal are not listed
/// there, so they are not listed here either.
/// </summary>
static class SurfaceLister
{
    public static IReadOnlyCollection<string> List(Assembly assembly)
        => new SortedSet<string>(assembly.GetExportedTypes().Where(IsListed).SelectMany(Lines), StringComparer.Ordinal);

    static bool IsListed(Type type) => type.Namespace?.Contains("Internal", StringComparison.Ordinal) != true;

    static IEnumerable<string> Lines(Type type)
    {
        var name = TypeNames.Of(type);
        var hasBase = !type.IsEnum && type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType);
        var header = $"{name} :: {Kind(type)}{(hasBase ? $" : {TypeNames.Of(type.BaseType!)}" : "")}";
        if (!IsDelegate(type))
            return MemberLines.Of(type).Select(member => $"{name} .. {member}").Prepend(header);

        var invoke = type.GetMethod("Invoke")!;
        return [header, $"{name} :: delegate ({MemberLines.Parameters(invoke)}) -> {TypeNames.Of(invoke.ReturnType)}"];
    }

    static bool IsDelegate(Type type) => type.IsAssignableTo(typeof(Delegate));

    static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        _ when IsDelegate(type) => "delegate",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };
}
