namespace Orchestrations.Tidy.Tests.PublicSurface;

/// <summary>Writes types the way the listings in MicrosoftApi do: System namespaces left out, all others in full.</summary>
static class TypeNames
{
    static readonly Dictionary<string, string> Keywords = new()
    {
        ["String"] = "string",
        ["Int32"] = "int",
        ["Int64"] = "long",
        ["Double"] = "double",
        ["Boolean"] = "bool",
        ["Object"] = "object",
        ["Void"] = "void",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef)
            return $"ref {Of(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[]";
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Of(underlying)}?";
        if (type.IsNested)
            return $"{Of(type.DeclaringType!)}.{WithoutArity(type)}";

        var arguments = type.GetGenericArguments();
        var name = Qualified(type) + (arguments.Length == 0 ? "" : $"<{Join(arguments)}>");
        return Keywords.GetValueOrDefault(name, name);
    }

    public static string Join(IEnumerable<Type> types) => string.Join(", ", types.Select(Of));

    static string Qualified(Type type)
        => type.Namespace is null || type.Namespace.StartsWith("System", StringComparison.Ordinal)
            ? WithoutArity(type)
            : $"{type.Namespace}.{WithoutArity(type)}";

    static string WithoutArity(Type type) => type.Name.Split('`')[0];
}
