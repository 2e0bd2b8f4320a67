using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orchestrations.Tidy.Tests.PublicSurface;

/// <summary>One line for each member of a type that code outside its assembly can use or override.</summary>
static class MemberLines
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
        => Constructors(type).Concat(Properties(type)).Concat(Fields(type)).Concat(Events(type)).Concat(Methods(type));

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    static IEnumerable<string> Constructors(Type type)
        => type.GetConstructors(Declared)
            .Where(constructor => IsVisible(constructor) && !constructor.IsStatic)
            .Select(constructor => $"{Modifiers(constructor)}ctor({Parameters(constructor)})");

    static IEnumerable<string> Properties(Type type)
    {
        foreach (var property in type.GetProperties(Declared))
        {
            var getter = IsVisible(property.GetMethod) ? property.GetMethod : null;
            var setter = IsVisible(property.SetMethod) ? property.SetMethod : null;
            if ((getter ?? setter) is not { } accessor)
                continue;
            var index = property.GetIndexParameters();
            var indexer = index.Length == 0 ? "" : $"[{string.Join(", ", index.Select(Parameter))}]";
            var get = getter is null ? "" : " get;";
            var set = setter is null ? "" : IsInitOnly(setter) ? " init;" : " set;";
            yield return $"{Modifiers(accessor)}{TypeNames.Of(property.PropertyType)} {property.Name}{indexer} {{{get}{set} }}";
        }
    }

    static IEnumerable<string> Fields(Type type)
        => type.GetFields(Declared)
            .Where(field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName)
            .Select(field => type.IsEnum
                ? $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}"
                : $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{TypeNames.Of(field.FieldType)} {field.Name}");

    static IEnumerable<string> Events(Type type)
        => type.GetEvents(Declared)
            .Where(member => IsVisible(member.AddMethod))
            .Select(member => $"event {TypeNames.Of(member.EventHandlerType!)} {member.Name}");

    static IEnumerable<string> Methods(Type type)
        => type.GetMethods(Declared)
            .Where(method => IsVisible(method) && !type.IsEnum && !method.Name.StartsWith('<') && !IsAccessor(method))
            .Select(method =>
            {
                var generic = method.IsGenericMethod ? $"<{TypeNames.Join(method.GetGenericArguments())}>" : "";
                var receiver = method.IsDefined(typeof(ExtensionAttribute), false) ? "this " : "";
                var result = TypeNames.Of(method.ReturnType);
                return $"{Modifiers(method)}{result} {method.Name}{generic}({receiver}{Parameters(method)})";
            });

    static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    static bool IsInitOnly(MethodInfo setter)
        => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    static string Modifiers(MethodBase method)
        => (method.IsPublic ? "" : "protected ")
            + (method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "");

    static string Parameter(ParameterInfo parameter)
    {
        var declaration = $"{TypeNames.Of(parameter.ParameterType)} {parameter.Name}";
        if (!parameter.IsOptional)
            return declaration;
        var value = Convert.ToString(parameter.DefaultValue, CultureInfo.InvariantCulture);
        return $"{declaration} = {(parameter.DefaultValue is null ? "default" : value)}";
    }
}
