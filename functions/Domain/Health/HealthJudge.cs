using System.Globalization;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.Domain.Health;

/// <summary>
/// Judges what was read of the system. One judge for the health watch, for <c>ready</c> and for <c>doctor</c>, so that they never
/// differ. A reading that is not there is no finding: what cannot be known here is not said to be well.
/// </summary>
/// <param name="limits">From where on something is wrong.</param>
public sealed class HealthJudge(HealthLimits limits)
{
    static readonly TimeSpan soon = TimeSpan.FromDays(14);
    static readonly TimeSpan verySoon = TimeSpan.FromDays(3);

    /// <summary>The store.</summary>
    /// <param name="works">False when it did not answer, or could not be written.</param>
    public HealthFinding Store(bool works) => Of(
        "store", "", works ? HealthVerdict.Ok : HealthVerdict.Fail, works ? "answers" : "the store does not answer, or cannot be written",
        "ORC-HEALTH-001", AlertSeverity.P0);

    /// <summary>The durable engine.</summary>
    /// <param name="works">False when its database cannot be written.</param>
    public HealthFinding Engine(bool works) => Of(
        "engine", "", works ? HealthVerdict.Ok : HealthVerdict.Fail, works ? "works" : "the engine cannot write its database",
        "ORC-HEALTH-002", AlertSeverity.P0);

    /// <summary>The price of a pair.</summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="age">How old it is; null when there is none.</param>
    public HealthFinding Prices(string symbol, TimeSpan? age) => Of(
        "prices", symbol,
        age is not { } old ? HealthVerdict.Fail : old > limits.MostDataAge ? HealthVerdict.Fail : HealthVerdict.Ok,
        age is { } seconds ? $"{symbol} is {Text(seconds)} old" : $"{symbol} has no price",
        "ORC-HEALTH-003", AlertSeverity.P1);

    /// <summary>The exchange.</summary>
    /// <param name="answers">False when it gave no answer.</param>
    public HealthFinding Exchange(bool answers) => Of(
        "exchange", "", answers ? HealthVerdict.Ok : HealthVerdict.Fail, answers ? "answers" : "the exchange gives no answer",
        "ORC-HEALTH-004", AlertSeverity.P1);

    /// <summary>Our clock.</summary>
    /// <param name="ahead">How far it is ahead of the exchange's; below zero when it is behind.</param>
    public HealthFinding Clock(TimeSpan ahead)
    {
        var wrong = ahead > limits.MostAhead || ahead < -limits.MostBehind;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Abs(ahead.TotalMilliseconds):n0} ms {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the exchange");
        return Of(
            "clock", "", wrong ? HealthVerdict.Fail : HealthVerdict.Ok, wrong ? text + "; synchronise it (NTP)" : text,
            "ORC-HEALTH-005", AlertSeverity.P1);
    }

    /// <summary>The disk.</summary>
    /// <param name="freeBytes">What is free where the databases are.</param>
    public HealthFinding Disk(long freeBytes)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{freeBytes / 1e9:n1} GB free");
        return freeBytes < limits.LeastFreeBytes
            ? Of("disk", "", HealthVerdict.Warn, text + "; make room", "ORC-HEALTH-006", AlertSeverity.P1)
            : Of("disk", "", HealthVerdict.Ok, text, "ORC-HEALTH-006", AlertSeverity.P1);
    }

    /// <summary>What waits inside the host.</summary>
    /// <param name="waiting">Commits, activities and messages.</param>
    public HealthFinding Queues(long waiting) => Of(
        "queues", "", waiting > limits.MostQueued ? HealthVerdict.Warn : HealthVerdict.Ok,
        string.Create(CultureInfo.InvariantCulture, $"{waiting:n0} waiting"), "ORC-HEALTH-007", AlertSeverity.P2);

    /// <summary>Messages that could not be handled.</summary>
    /// <param name="queue">The queue or subscription.</param>
    /// <param name="count">How many.</param>
    public HealthFinding DeadLetters(string queue, long count) => Of(
        "dead-letters", queue, count > 0 ? HealthVerdict.Warn : HealthVerdict.Ok,
        string.Create(CultureInfo.InvariantCulture, $"{queue} has {count:n0} dead letters"), "ORC-HEALTH-008", AlertSeverity.P1);

    /// <summary>An orchestration that does not go on.</summary>
    /// <param name="instance">Its id.</param>
    /// <param name="trouble">Why.</param>
    public HealthFinding Stuck(string instance, string trouble) =>
        Of("waiting", instance, HealthVerdict.Warn, $"'{instance}' is stuck: {trouble.TrimEnd('.')}", "ORC-HEALTH-009", AlertSeverity.P1);

    /// <summary>A timer whose function fails.</summary>
    /// <param name="function">The function.</param>
    /// <param name="failed">Whether its last run did.</param>
    public HealthFinding Timer(string function, bool failed) => Of(
        "timer", function, failed ? HealthVerdict.Warn : HealthVerdict.Ok,
        failed ? $"the last run of {function} failed" : $"{function} runs", "ORC-HEALTH-011", AlertSeverity.P1);

    /// <summary>The last backup; null where none is watched.</summary>
    /// <param name="unsaved">How old it is; where there is none, how old the data is.</param>
    public HealthFinding? Backup(TimeSpan unsaved) => limits.MostBackupAge == TimeSpan.Zero ? null : Of(
        "backup", "", unsaved > limits.MostBackupAge ? HealthVerdict.Warn : HealthVerdict.Ok,
        $"the changes of {Text(unsaved)} are in no backup", "ORC-HEALTH-012", AlertSeverity.P2);

    /// <summary>Orders that failed.</summary>
    /// <param name="failed">How many, of</param>
    /// <param name="all">so many.</param>
    public HealthFinding Orders(int failed, int all) => Of(
        "orders", "", failed > 0 && failed > all * limits.MostErrorRate ? HealthVerdict.Warn : HealthVerdict.Ok,
        string.Create(CultureInfo.InvariantCulture, $"{failed} of {all} orders failed"), "ORC-HEALTH-013", AlertSeverity.P1);

    /// <summary>The account's cash; null where none is watched.</summary>
    /// <param name="usdt">How much there is.</param>
    public HealthFinding? Cash(decimal usdt) => limits.LeastCash == 0m ? null : Of(
        "cash", "", usdt < limits.LeastCash ? HealthVerdict.Warn : HealthVerdict.Ok,
        string.Create(CultureInfo.InvariantCulture, $"{usdt:0.##} USDT of at least {limits.LeastCash:0.##}"),
        "ORC-HEALTH-015", AlertSeverity.P2);

    /// <summary>The keys that evidence is signed with.</summary>
    /// <param name="given">False when there are none now, such as when the vault is out of reach for too long.</param>
    public HealthFinding Signing(bool given) => Of(
        "signing", "", given ? HealthVerdict.Ok : HealthVerdict.Fail, given ? "there are keys" : "there are no keys to sign evidence with",
        "ORC-HEALTH-017", AlertSeverity.P1);

    /// <summary>An item of the store that cannot be read and is passed over.</summary>
    /// <param name="item">Its partition and id.</param>
    public HealthFinding Item(string item) => Of(
        "items", item, HealthVerdict.Warn, $"the item {item} of the store cannot be read, and is passed over", "ORC-HEALTH-018",
        AlertSeverity.P1);

    /// <summary>The exchange's key.</summary>
    /// <param name="left">How long it still holds.</param>
    public HealthFinding Keys(TimeSpan left) => Of(
        "keys", "", left < TimeSpan.Zero ? HealthVerdict.Fail : left < soon ? HealthVerdict.Warn : HealthVerdict.Ok,
        left < TimeSpan.Zero ? "the exchange's key has expired" : $"the exchange's key expires in {Text(left)}",
        "ORC-HEALTH-016", left < verySoon ? AlertSeverity.P1 : AlertSeverity.P2);

    static HealthFinding Of(string check, string subject, HealthVerdict verdict, string text, string code, AlertSeverity severity) =>
        new(check, subject, verdict, text, code, severity);

    static string Text(TimeSpan time) => time.TotalDays >= 2 ? FormattableString.Invariant($"{time.TotalDays:0} days")
        : time.TotalHours >= 2 ? FormattableString.Invariant($"{time.TotalHours:0} h")
        : time.TotalMinutes >= 2 ? FormattableString.Invariant($"{time.TotalMinutes:0} min")
        : FormattableString.Invariant($"{Math.Max(0, time.TotalSeconds):0} s");
}
