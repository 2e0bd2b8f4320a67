using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>
/// azure.yaml against what its schema demands (Azure/azure-dev, schemas/v1.0/azure.yaml.json) and against what it points to.
/// </summary>
static partial class AzdFile
{
    static readonly HashSet<string> knownKeys = ["name", "metadata", "infra", "services", "hooks"];

    static readonly HashSet<string> projectHooks =
    [
        .. from step in (string[])["restore", "provision", "package", "deploy", "publish", "up", "down"]
           from when in (string[])["pre", "post"]
           select when + step,
    ];

    static readonly (string System, string Shell, string Ending)[] shells = [("posix", "sh", ".sh"), ("windows", "pwsh", ".ps1")];

    static readonly HashSet<string> serviceKeys =
        ["project", "language", "host", "dist", "resourceName", "resourceGroup", "env", "uses", "hooks", "config"];

    public static IEnumerable<string> Wrong(string yaml, InfraFolder infra, Func<string, bool> exists)
    {
        var file = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(yaml);
        foreach (var key in file.Keys.Where(key => !knownKeys.Contains(key)))
            yield return $"{key}: not a key that is used here";
        if (!Name().IsMatch(file.GetValueOrDefault("name") as string ?? ""))
            yield return "name: lower-case letters, digits and hyphens, at least two";
        var provisioning = Map(file, "infra");
        var main = $"{provisioning.GetValueOrDefault("path")}/{provisioning.GetValueOrDefault("module")}.bicep";
        if (!exists(main))
            yield return $"infra: there is no {main}";
        var services = Map(file, "services");
        if (services.Count == 0)
            yield return "services: none";
        foreach (var (name, value) in services)
            foreach (var problem in WrongService((string)name, (Dictionary<object, object>)value, infra, exists))
                yield return $"services.{name}: {problem}";
        foreach (var (name, value) in Map(file, "hooks"))
            foreach (var problem in WrongHook((string)name, (Dictionary<object, object>)value, exists))
                yield return $"hooks.{name}: {problem}";
    }

    static IEnumerable<string> WrongService(
        string name, Dictionary<object, object> service, InfraFolder infra, Func<string, bool> exists)
    {
        foreach (var key in service.Keys.Where(key => !serviceKeys.Contains((string)key)))
            yield return $"{key} is not a key of a service";
        if (service.GetValueOrDefault("host") as string != "function" || service.GetValueOrDefault("language") as string != "dotnet")
            yield return "host must be function, language dotnet";
        var project = service.GetValueOrDefault("project") as string ?? "";
        if (!exists($"{project}/{project.Split('/')[^1]}.csproj"))
            yield return $"there is no project in {project}";
        if (!infra.Bicep.Any(file => file.Text.Contains($"'azd-service-name': '{name}'", StringComparison.Ordinal)))
            yield return $"no resource has the tag 'azd-service-name': '{name}'";
    }

    static IEnumerable<string> WrongHook(string name, Dictionary<object, object> hook, Func<string, bool> exists)
    {
        if (!projectHooks.Contains(name))
            yield return "no such hook";
        foreach (var (system, shell, ending) in shells)
        {
            var script = hook.GetValueOrDefault(system) as Dictionary<object, object> ?? [];
            var run = script.GetValueOrDefault("run") as string ?? "";
            if (script.GetValueOrDefault("shell") as string != shell || !run.EndsWith(ending, StringComparison.Ordinal))
                yield return $"{system} must run a {ending} file with {shell}";
            else if (!exists(run))
                yield return $"there is no {run}";
        }
    }

    static Dictionary<object, object> Map(Dictionary<string, object> file, string key) =>
        file.GetValueOrDefault(key) as Dictionary<object, object> ?? [];

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])$")]
    private static partial Regex Name();
}
