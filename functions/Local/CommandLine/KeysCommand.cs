using System.CommandLine;
using System.Globalization;
using Orchestrations.App;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Keys;
using Spectre.Console;

namespace Orchestrations.Local.CommandLine;

/// <summary><c>keys list|create|revoke</c>: the keys in a data folder, also while a host runs on it.</summary>
static class KeysCommand
{
    static readonly Argument<string> Name = new("name") { Description = $"The key's name; {FunctionKey.MasterName} is the master key." };

    static readonly Option<string?> Function = new("--function") { Description = "A key of this function only." };

    static readonly Option<bool> IsSystem = new("--system")
    {
        Description = $"A system key; the Durable management API's is {FunctionKey.DurableName}.",
    };

    public static Command Create(TextWriter output, TextWriter errors) =>
        new("keys", "Show, make and revoke the keys that callers need when the host listens beyond this machine.")
        {
            List(output, errors),
            Make(output, errors),
            Revoke(output, errors),
        };

    static Command List(TextWriter output, TextWriter errors)
    {
        var command = new Command("list", "Show which keys there are. The keys themselves are kept nowhere.") { CommonOptions.DataDir };
        command.SetAction((parsed, _) => CodedError.GuardAsync(errors, async () =>
        {
            var keys = KeysIn(parsed).List();
            if (keys.Count == 0)
            {
                await output.WriteLineAsync("There are no keys. The first start beyond this machine makes them, or 'keys create' does.");
                return 0;
            }

            var table = new Table().Border(TableBorder.None).AddColumns("opens", "name", "created");
            foreach (var key in keys)
                table.AddRow(
                    Opens(key), key.Name, key.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
            Terminal.On(output).Write(table);
            return 0;
        }));
        return command;
    }

    static Command Make(TextWriter output, TextWriter errors)
    {
        var command = new Command("create", "Make a key, or a new one in place of one that has the name; it is shown once.")
        {
            Name, Function, IsSystem, CommonOptions.DataDir,
        };
        command.SetAction((parsed, _) => CodedError.GuardAsync(errors, async () =>
        {
            var (scope, name, function) = Which(parsed);
            var (value, replaced) = KeysIn(parsed).Create(scope, name, function);
            await output.WriteLineAsync(value);
            await errors.WriteLineAsync(replaced ? "Shown once; the key that had the name stopped to work." : "Shown once; store it now.");
            return 0;
        }));
        return command;
    }

    static Command Revoke(TextWriter output, TextWriter errors)
    {
        var command = new Command("revoke", "Remove a key. It stops to work at once.") { Name, Function, IsSystem, CommonOptions.DataDir };
        command.SetAction((parsed, _) => CodedError.GuardAsync(errors, async () =>
        {
            var (scope, name, function) = Which(parsed);
            if (!KeysIn(parsed).Revoke(scope, name, function))
                throw new CodedError(UnknownKey, $"There is no such key '{name}'; 'keys list' shows what there is.");
            await output.WriteLineAsync($"revoked '{name}'");
            return 0;
        }));
        return command;
    }

    // The host answers a request for a key that is not there with the same code.
    const string UnknownKey = "ORC-HOST-119";

    static (KeyScope Scope, string Name, string? Function) Which(ParseResult parsed)
    {
        var name = parsed.GetValue(Name)!;
        var isSystem = parsed.GetValue(IsSystem);
        if (parsed.GetValue(Function) is { } wanted)
        {
            if (isSystem)
                throw new CodedError(CodedError.BadArgument, "A key is of one function or a system key: give --function or --system.");
            var found = FunctionCatalog.Discover(typeof(AppServices).Assembly).Find(wanted) ?? throw new CodedError(
                CodedError.BadArgument, $"There is no function '{wanted}'; GET /admin/functions of a running host lists them.");
            return (KeyScope.Function, name, found.Name);
        }

        var isMaster = name.Equals(FunctionKey.MasterName, StringComparison.OrdinalIgnoreCase);
        return (isSystem ? KeyScope.System : isMaster ? KeyScope.Master : KeyScope.Host, name, null);
    }

    static FunctionKeys KeysIn(ParseResult parsed)
    {
#pragma warning disable RS0030 // The entry point is one of the few places that name the system's clock.
        return new FunctionKeys(parsed.GetValue(CommonOptions.DataDir)!.FullName, TimeProvider.System);
#pragma warning restore RS0030
    }

    static string Opens(FunctionKey key) => key.Scope switch
    {
        KeyScope.Master => "everything",
        KeyScope.Host => "all functions",
        KeyScope.System => "an extension",
        _ => key.Function!,
    };
}
