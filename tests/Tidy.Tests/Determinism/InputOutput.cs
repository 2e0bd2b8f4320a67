using Microsoft.CodeAnalysis;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>Files, networks, databases, other processes, and the ports that lead there: effects, which a replay would repeat.</summary>
sealed class InputOutput() : ForbiddenMembers("DURABLE0005", "do it in an activity")
{
    static readonly HashSet<string> Types =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.DriveInfo",
        "System.IO.FileStream", "System.IO.FileSystemWatcher", "System.IO.StreamReader", "System.IO.StreamWriter",
        "System.Console", "System.Diagnostics.Process", "System.Net.Dns", "System.Net.WebClient", "System.Net.WebRequest",
        "Orchestrations.App.Storage.IStore", "Orchestrations.App.Exchange.IExchange", "Orchestrations.App.MarketData.IMarketData",
        "Orchestrations.App.Exchange.IOrders", "Orchestrations.App.Exchange.IPerpetuals", "Orchestrations.App.Exchange.IStops",
        "Orchestrations.App.Exchange.IPositions", "Orchestrations.App.Exchange.ITransactionLog",
        "Orchestrations.App.MarketData.IPerpetualMarket", "Orchestrations.App.MarketData.IFearGreedIndex",
    ];

    static readonly string[] Namespaces =
        ["System.Net.Http.", "System.Net.Sockets.", "System.Net.WebSockets.", "Azure.", "Microsoft.Azure.Cosmos.", "Microsoft.Data."];

    protected override bool Refuses(string type, string member, SyntaxNode at) =>
        Types.Contains(type) || Namespaces.Any(space => type.StartsWith(space, StringComparison.Ordinal));

    protected override bool RefusesKind(ITypeSymbol type) =>
        WithBases(type).Any(basis => FullName(basis) is "System.Data.Common.DbConnection" or "System.Net.Http.HttpMessageInvoker")
        || type.AllInterfaces.Append(type).Any(shape => FullName(shape) == "System.Data.IDbConnection" || Types.Contains(FullName(shape)));
}
