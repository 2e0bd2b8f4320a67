using System.Text.RegularExpressions;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>What the Bicep compiler would refuse: syntax, names that lead nowhere or are never used, missing parameters.</summary>
static partial class InfraStructure
{
    public static IEnumerable<string> BrokenSyntax(InfraFolder infra) => infra.Bicep
        .Where(file => file.Broken)
        .Select(file => file.Root.Walk().FirstOrDefault(node => node.Type is "ERROR" or "MISSING") is { } wrong
            ? $"{file.Path}:{wrong.Line}: {wrong.Text}"
            : file.Path);

    public static IEnumerable<string> Unused(InfraFolder infra) =>
        from file in infra.Bicep
        let used = file.References.ToHashSet(StringComparer.Ordinal)
        from name in file.Parameters.Select(parameter => parameter.Name).Concat(file.Variables.Select(variable => variable.Name))
            .Concat(file.Resources.Where(resource => resource.IsExisting).Select(resource => resource.Symbol))
        where !used.Contains(name)
        select $"{file.Path}: {name}";

    public static IEnumerable<string> Undeclared(InfraFolder infra) =>
        from file in infra.Bicep
        let declared = file.Parameters.Select(parameter => parameter.Name)
            .Concat(file.Variables.Select(variable => variable.Name))
            .Concat(file.Resources.Select(resource => resource.Symbol))
            .Concat(file.Modules.Select(module => module.Symbol))
            .Concat(LocalNames(file))
            .ToHashSet(StringComparer.Ordinal)
        from name in file.References.Distinct()
        where !declared.Contains(name)
        select $"{file.Path}: {name}";

    public static IEnumerable<string> MissingFiles(InfraFolder infra) =>
        from file in infra.Bicep
        from path in file.Modules.Select(module => module.File).Concat(file.Loads)
        where !infra.Has(path)
        select $"{file.Path}: {path}";

    /// <summary>Bicep files that main.bicep does not reach, and data files that nobody loads.</summary>
    public static IEnumerable<string> Unreached(InfraFolder infra)
    {
        string[] readByTools = ["main.bicep", "main.parameters.json", "bicepconfig.json"];
        var reached = infra.Bicep.SelectMany(file => file.Modules.Select(module => module.File).Concat(file.Loads))
            .Concat(readByTools).ToHashSet(StringComparer.Ordinal);
        return infra.Paths.Where(path => !path.StartsWith("hooks/", StringComparison.Ordinal) && !reached.Contains(path));
    }

    /// <summary>Arguments that modules miss or do not know, and those of main.parameters.json.</summary>
    public static IEnumerable<string> WrongArguments(InfraFolder infra)
    {
        foreach (var file in infra.Bicep)
            foreach (var module in file.Modules)
                if (infra.File(module.File) is { } target)
                    foreach (var problem in Compare(target, module.Arguments.Select(argument => argument.Key)))
                        yield return $"{file.Path}, module {module.Symbol}: {problem}";
        if (infra.File("main.bicep") is { } main && infra.Has("main.parameters.json"))
            foreach (var problem in Compare(
                main, infra.Json("main.parameters.json").GetProperty("parameters").EnumerateObject().Select(p => p.Name)))
                yield return $"main.parameters.json: {problem}";
    }

    /// <summary>Outputs of modules that are asked for and do not exist.</summary>
    public static IEnumerable<string> MissingOutputs(InfraFolder infra) =>
        from file in infra.Bicep
        from Match match in ModuleOutput().Matches(file.Text)
        let module = file.Modules.FirstOrDefault(module => module.Symbol == match.Groups["module"].Value)
        let target = module is null ? null : infra.File(module.File)
        where target is null || target.Outputs.All(output => output.Name != match.Groups["output"].Value)
        select $"{file.Path}: {match.Value}";

    public static IEnumerable<string> WithoutVersionOrTags(InfraFolder infra)
    {
        foreach (var file in infra.Bicep)
            foreach (var resource in file.Resources)
            {
                if (!TypeAndVersion().IsMatch(resource.TypeAndVersion))
                    yield return $"{file.Path}:{resource.Line}: {resource.TypeAndVersion} has no version";
                if (!resource.IsExisting && resource.Body.At("location") is not null && resource.Body.At("tags") is null)
                    yield return $"{file.Path}:{resource.Line}: {resource.Symbol} has no tags";
            }
    }

    static IEnumerable<string> Compare(BicepFile target, IEnumerable<string> given)
    {
        var arguments = given.ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in target.Parameters)
            if (!arguments.Remove(parameter.Name) && !parameter.HasDefault)
                yield return $"{parameter.Name} of {target.Path} is missing";
        foreach (var unknown in arguments)
            yield return $"{target.Path} has no parameter {unknown}";
    }

    // Variables of loops and lambdas.
    static IEnumerable<string> LocalNames(BicepFile file) => file.Root.Walk()
        .Where(node => node.Type is "for_statement" or "lambda_expression")
        .Select(node => node.Children[0].Text);

    [GeneratedRegex(@"\b(?<module>\w+)!?\.outputs\.(?<output>\w+)")]
    private static partial Regex ModuleOutput();

    [GeneratedRegex(@"^Microsoft\.\w+(/\w+)+@\d{4}-\d\d-\d\d(-preview)?$")]
    private static partial Regex TypeAndVersion();
}
