using System.Globalization;
using System.Runtime.CompilerServices;
using Orchestrations.App.Audit;
using Orchestrations.App.Metrics;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>
/// What people have to know, in the partition <c>alerts</c>. Invariants: an alert, the mark of the occurrence's key, the
/// pointer of what it is about and the notice that is due are one batch, so that a crash leaves all of them or none; one key
/// is one occurrence; about one thing there is one alert within its window. Every occurrence and every answer is audited.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="audit">Where they are recorded.</param>
/// <param name="time">Stamps them.</param>
/// <param name="settings">Says who is told of what; null where nobody is.</param>
/// <param name="meters">Counts them; null where nobody does.</param>
/// <param name="unread">Takes what cannot be read: one spoilt alert keeps no other from people.</param>
public sealed class AlertRepository(
    IStore store, AuditRepository audit, TimeProvider time, AlertsSettings? settings = null, AppMeters? meters = null,
    UnreadItems? unread = null)
{
    internal const string Partition = "alerts";

    const string DuePrefix = "due-";
    const string AboutPrefix = "about-";
    const int MostAttempts = 50;
    const int MostForgotten = 100;

    // Longer than any window: until then a state that comes back is the same alert.
    static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(30);

    readonly AlertsSettings settings = settings ?? AlertsSettings.Nobody;
    readonly UnreadItems unread = unread ?? new UnreadItems(store, time);

    /// <summary>Raises an alert; see <see cref="Alert"/> for when it is a new one. Durable when it answers.</summary>
    /// <exception cref="DomainException">ORC-AUDIT-002: the key was used for another occurrence.</exception>
    public async Task<AlertItem> RaiseAsync(Alert alert, CancellationToken cancellation = default)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
            if (await TryRaiseAsync(alert, cancellation) is { } raised)
                return raised;
        throw Busy(alert.Key);
    }

    /// <summary>Resolves the alert about something, if there is one that is not.</summary>
    /// <param name="about">As in <see cref="Alert.About"/>.</param>
    /// <param name="reason">Why it is over.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task EndAsync(string about, string reason, CancellationToken cancellation = default)
    {
        // Orders wait for this step: what cannot be read of an alert must not hold them up.
        if (await store.GetAsync(KeyOf(AboutPrefix + AlertIds.Name(about)), cancellation) is { } pointer
            && await TargetAsync(pointer, cancellation) is { } id
            && await ReadableAsync(id, cancellation) is { State: not AlertStates.Resolved })
            await AnswerAsync(id, AlertStates.Resolved, reason, cancellation);
    }

    /// <summary>Resolves every alert about things that begin alike, but for some; forgets which were about what long ago.</summary>
    /// <param name="prefix">What the things begin with.</param>
    /// <param name="still">Whether one still holds, or may hold, by its name as it is stored.</param>
    /// <param name="reason">Why the others are over.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task EndOthersAsync(string prefix, Func<string, bool> still, string reason, CancellationToken cancellation)
    {
        await foreach (var pointer in store.ListAsync(Partition, AboutPrefix + prefix, null, cancellation))
        {
            if (still(pointer.Key.Id[AboutPrefix.Length..]) || await TargetAsync(pointer, cancellation) is not { } id)
                continue;
            var stored = await store.GetAsync(KeyOf(AlertIds.StoredAs(id)), cancellation);
            var about = stored is null ? null : await ReadAsync(stored, cancellation);
            if (about is not null && about.State != AlertStates.Resolved)
                await AnswerAsync(id, AlertStates.Resolved, reason, cancellation);
            else if (stored is null || time.GetUtcNow() - about?.ResolvedAt > ForgottenAfter)
                await store.WriteAsync(Partition, [new StoreOperation.Delete(pointer.Key.Id, pointer.ETag)], cancellation);
        }
    }

    /// <summary>Forgets alerts from before a time that nobody has to look at any more, and the keys of that time; some at a time.</summary>
    /// <param name="before">The time.</param>
    /// <param name="forget">Forgets what else is kept of an alert; called before the alert itself is forgotten.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task ForgetAsync(DateTimeOffset before, Func<string, Task> forget, CancellationToken cancellation)
    {
        var from = AlertIds.StoredUpTo(before);
        // More than are forgotten at a time: old ones that still wait for somebody are passed over.
        await foreach (var item in store.ListAsync(Partition, AlertIds.ItemPrefix, from, cancellation).Take(10 * MostForgotten))
            if (await ReadAsync(item, cancellation) is { State: AlertStates.Resolved or AlertStates.Noted } over)
            {
                await forget(over.Id);
                await store.WriteAsync(Partition, [new StoreOperation.Delete(item.Key.Id, item.ETag)], cancellation);
            }
        var kept = AlertIds.KeptPrefix + from[AlertIds.ItemPrefix.Length..];
        await foreach (var item in store.ListAsync(Partition, AlertIds.KeptPrefix, kept, cancellation).Take(MostForgotten))
        {
            if (await unread.ReadAsync<AlertKeptItem>(item, kept => kept.Key is { Length: > 0 }, cancellation) is not { } old)
                continue;
            var batch = new List<StoreOperation> { new StoreOperation.Delete(item.Key.Id, item.ETag) };
            if (await store.GetAsync(KeyOf(old.Key), cancellation) is { } mark)
                batch.Add(new StoreOperation.Delete(mark.Key.Id, mark.ETag));
            await store.WriteAsync(Partition, batch, cancellation);
        }
    }

    /// <summary>A person has seen it and takes care: nobody else is told. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException">ORC-ALERT-002: there is none. ORC-ALERT-003: it was resolved already.</exception>
    public Task<AlertItem> AcknowledgeAsync(string id, string reason, CancellationToken cancellation = default) =>
        AnswerAsync(id, AlertStates.Acknowledged, reason, cancellation);

    /// <summary>It is over. Those who were told of it are told. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException">ORC-ALERT-002: there is none.</exception>
    public Task<AlertItem> ResolveAsync(string id, string reason, CancellationToken cancellation = default) =>
        AnswerAsync(id, AlertStates.Resolved, reason, cancellation);

    /// <summary>An alert; null when there is none.</summary>
    public async Task<AlertItem?> FindAsync(string id, CancellationToken cancellation = default) =>
        AlertIds.IsId(id) && await store.GetAsync(KeyOf(AlertIds.StoredAs(id)), cancellation) is { } item
            ? StoreJson.Read<AlertItem>(item)
            : null;

    /// <summary>An alert; null when there is none, or it cannot be read, which the health watch tells of.</summary>
    internal async Task<AlertItem?> ReadableAsync(string id, CancellationToken cancellation) =>
        AlertIds.IsId(id) && await store.GetAsync(KeyOf(AlertIds.StoredAs(id)), cancellation) is { } item
            ? await ReadAsync(item, cancellation)
            : null;

    /// <summary>Every alert that can be read, the newest first.</summary>
    /// <param name="after">Only those after this one, which are older; null for all.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public async IAsyncEnumerable<AlertItem> ListAsync(
        string? after = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var from = after is null ? null : AlertIds.StoredAs(after);
        await foreach (var item in store.ListAsync(Partition, AlertIds.ItemPrefix, from, cancellation))
            if (await ReadAsync(item, cancellation) is { } alert)
                yield return alert;
    }

    /// <summary>The notices whose orchestrations do not exist yet.</summary>
    /// <param name="after">Only those after this one, by its name; null for all.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Stops the listing.</param>
    internal async Task<IReadOnlyList<AlertDueItem>> DueAsync(string? after, int most, CancellationToken cancellation)
    {
        var due = new List<AlertDueItem>();
        await foreach (var item in store.ListAsync(Partition, DuePrefix, after is null ? null : DuePrefix + after, cancellation))
        {
            // All of it stands in the item's name: no content can keep an alert from being told.
            if (AlertIds.NoticeOf(item.Key.Id[DuePrefix.Length..]) is { } notice)
                due.Add(notice);
            else
                await unread.NoteAsync(item, "it is named like no notice", cancellation);
            if (due.Count == most)
                break;
        }
        return due;
    }

    /// <summary>Notes that the orchestration of a notice exists.</summary>
    internal async Task StartedAsync(AlertDueItem due, CancellationToken cancellation)
    {
        if (await store.GetAsync(KeyOf(DuePrefix + due.Name), cancellation) is { } item)
            await store.WriteAsync(Partition, [new StoreOperation.Delete(item.Key.Id, item.ETag)], cancellation);
    }

    async Task<AlertItem?> TryRaiseAsync(Alert alert, CancellationToken cancellation)
    {
        var key = "key-" + AlertIds.Name(alert.Key);
        if (!alert.Lasts && await store.GetAsync(KeyOf(key), cancellation) is { } mark)
            // Where the mark cannot be read, it still says that this was raised.
            return await unread.ReadAsync<AlertOccurrence>(mark, one => AlertIds.IsId(one.Alert ?? ""), cancellation) is { } known
                ? await RecordAsync(alert, known, cancellation)
                : Over(alert, AlertOccurrence.Of(alert, "", time.GetUtcNow()));

        var now = time.GetUtcNow();
        var about = AlertIds.Name(alert.About ?? $"{alert.Code}-{alert.Subject}");
        var pointer = await store.GetAsync(KeyOf(AboutPrefix + about), cancellation);
        // Where what stands cannot be read, a new alert takes its place: told twice costs less than not told.
        var target = pointer is null ? null : await TargetAsync(pointer, cancellation);
        var before = target is null ? null : await store.GetAsync(KeyOf(AlertIds.StoredAs(target)), cancellation);
        var standing = before is null ? null : await ReadAsync(before, cancellation);
        if (alert.Lasts && standing is not null && standing.State != AlertStates.Resolved
            && Joins(standing, alert, now) && !IsToBeTold(standing, now, alert))
            return await RecordAsync(alert, AlertOccurrence.First(standing), cancellation);

        var joins = standing is not null && Joins(standing, alert, now);
        var item = joins ? Again(standing!, alert, now) : New(alert, about, now);
        var batch = new List<StoreOperation>
        {
            joins
                ? new StoreOperation.Replace(before!.Key.Id, StoreJson.Write(item), before.ETag)
                : new StoreOperation.Create(AlertIds.StoredAs(item.Id), StoreJson.Write(item)),
        };
        var occurrence = alert.Lasts ? AlertOccurrence.First(item) : AlertOccurrence.Of(alert, item.Id, now);
        if (!alert.Lasts)
        {
            batch.Add(new StoreOperation.Create(key, StoreJson.Write(occurrence)));
            batch.Add(new StoreOperation.Create(AlertIds.KeptAs(now, key), StoreJson.Write(new AlertKeptItem(key))));
        }
        if (!joins)
            batch.Add(PointTo(item.Id, AboutPrefix + about, pointer?.ETag));
        // A state that became worse is one alert, not two.
        if (!joins && alert.Lasts && standing is not null && standing.State != AlertStates.Resolved)
            batch.Add(new StoreOperation.Replace(
                before!.Key.Id,
                StoreJson.Write(standing with { State = AlertStates.Resolved, ResolvedAt = now, Reason = $"it became {alert.Severity}" }),
                before.ETag));
        if (item.Told > (joins ? standing!.Told : 0))
            batch.Add(Due(item, "raised", item.Told));
        if (await store.WriteAsync(Partition, batch, cancellation) is not StoreResult.Committed)
            return null;
        if (!joins)
            meters?.AlertRaised(item.Severity);
        return await RecordAsync(alert, occurrence, cancellation);
    }

    // Recorded also when it was there: a crash between the two writes is mended by raising again.
    async Task<AlertItem> RecordAsync(Alert alert, AlertOccurrence occurrence, CancellationToken cancellation)
    {
        var key = alert.Lasts ? occurrence.Alert : AlertIds.Name(alert.Key);
        await audit.AppendAsync("alert-" + key, "alert", occurrence.Subject, occurrence, cancellation);
        // One that was forgotten meanwhile is over.
        return await ReadableAsync(occurrence.Alert, cancellation) ?? Over(alert, occurrence);
    }

    static AlertItem Over(Alert alert, AlertOccurrence occurrence) => new(
        occurrence.Alert, AlertIds.Name(alert.About ?? alert.Key), occurrence.Severity, occurrence.Code, occurrence.Subject,
        occurrence.Message, occurrence.Expected, occurrence.Actual, occurrence.At, AlertStates.Resolved);

    Task<AlertItem?> ReadAsync(StoreItem item, CancellationToken cancellation) => unread.ReadAsync<AlertItem>(item, IsWhole, cancellation);

    // Which alert is about a thing now; null where that cannot be read.
    async Task<string?> TargetAsync(StoreItem pointer, CancellationToken cancellation) =>
        (await unread.ReadAsync<AlertPointerItem>(pointer, to => AlertIds.IsId(to.Alert ?? ""), cancellation))?.Alert;

    static bool IsWhole(AlertItem item) => AlertIds.IsId(item.Id ?? "") && Enum.TryParse<AlertSeverity>(item.Severity, out _)
        && item is { About: not null, Code: not null, Subject: not null, Message: not null } && AlertStates.All.Contains(item.State);

    async Task<AlertItem> AnswerAsync(string id, string state, string reason, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (!AlertIds.IsId(id) || await store.GetAsync(KeyOf(AlertIds.StoredAs(id)), cancellation) is not { } stored)
                throw AlertCodes.NoAlert(id);
            var item = StoreJson.Read<AlertItem>(stored);
            var now = time.GetUtcNow();
            if (state == AlertStates.Acknowledged && item.State == AlertStates.Resolved)
                throw new DomainException(AlertCodes.AlreadyResolved, $"The alert {id} was resolved already: there is nothing to take on.");
            if (item.State == state || (state == AlertStates.Acknowledged && item.State == AlertStates.Noted))
                return await AnsweredAsync(item, cancellation);
            var answered = state == AlertStates.Resolved
                ? item with { State = state, ResolvedAt = now, Reason = reason }
                : item with { State = state, AcknowledgedAt = now, Reason = reason };
            List<StoreOperation> batch = [new StoreOperation.Replace(stored.Key.Id, StoreJson.Write(answered), stored.ETag)];
            // Whoever was not told that it is open again is not told that it is over.
            if (state == AlertStates.Resolved && item is { Told: > 0, Silent: false })
                batch.Add(Due(item, "resolved", item.Told));
            if (await store.WriteAsync(Partition, batch, cancellation) is StoreResult.Committed)
                return await AnsweredAsync(answered, cancellation);
        }
        throw Busy(id);
    }

    async Task<AlertItem> AnsweredAsync(AlertItem item, CancellationToken cancellation)
    {
        var at = item.State == AlertStates.Resolved ? item.ResolvedAt : item.AcknowledgedAt;
        if (at is { } answered)
            await audit.AppendAsync(
                $"alert-{item.Id}-{item.State}-{answered.UtcDateTime.ToString("yyyyMMddHHmmssfffffff", CultureInfo.InvariantCulture)}",
                "alert-" + item.State, item.Subject, new { Alert = item.Id, item.Code, item.Reason, At = answered }, cancellation);
        return item;
    }

    // What is worse than what people were told is an alert of its own, and so is an event after its alert was resolved.
    bool Joins(AlertItem standing, Alert alert, DateTimeOffset now)
    {
        var open = standing.State != AlertStates.Resolved;
        var within = IsWithin(standing, alert, now);
        return alert.Severity >= Enum.Parse<AlertSeverity>(standing.Severity) && (alert.Lasts ? open || within : open && within);
    }

    AlertItem New(Alert alert, string about, DateTimeOffset now)
    {
        var told = settings.TellsAnybody(alert.Severity, alert.Channel) ? 1 : 0;
        return new AlertItem(
            AlertIds.New(now, alert.Severity + (alert.Lasts ? about : alert.Key)), about, alert.Severity.ToString(), alert.Code, alert.Subject,
            alert.Message, alert.Expected, alert.Actual, now, alert.Severity == AlertSeverity.P3 ? AlertStates.Noted : AlertStates.Open)
        {
            Told = told, Channel = alert.Channel,
        };
    }

    // Within the window it is the same alert, quietly; one that lasts is told of again when the window is over.
    AlertItem Again(AlertItem standing, Alert alert, DateTimeOffset now)
    {
        var reopened = alert.Lasts && standing.State == AlertStates.Resolved;
        var tells = IsToBeTold(standing, now, alert);
        return standing with
        {
            LastAt = now,
            Occurrences = standing.Occurrences + (alert.Lasts && !reopened ? 0 : 1),
            State = reopened ? AlertStates.Open : standing.State,
            ResolvedAt = reopened ? null : standing.ResolvedAt,
            Silent = !tells && (reopened || standing.Silent),
            Told = standing.Told + (tells ? 1 : 0),
            ToldAt = tells ? now : standing.ToldAt,
        };
    }

    bool IsToBeTold(AlertItem standing, DateTimeOffset now, Alert alert) =>
        standing is { Silent: true, Told: > 0 } && !IsWithin(standing, alert, now);

    // Both ways: a clock that was ahead and was put right must not silence what happens until it is there again.
    bool IsWithin(AlertItem standing, Alert alert, DateTimeOffset now) =>
        (now - standing.ToldAt).Duration() < (alert.Window ?? settings.Window);

    static StoreOperation.Create Due(AlertItem item, string kind, int number)
    {
        var due = new AlertDueItem(item.Id, kind, number);
        return new StoreOperation.Create(DuePrefix + due.Name, StoreJson.Write(due));
    }

    static StoreOperation PointTo(string id, string pointer, string? etag)
    {
        var json = StoreJson.Write(new AlertPointerItem(id));
        return etag is null ? new StoreOperation.Create(pointer, json) : new StoreOperation.Replace(pointer, json, etag);
    }

    static StoreKey KeyOf(string id) => new(Partition, id);

    static DomainException Busy(string key) => new(
        AlertCodes.Busy, $"The alert {key} met other writers {MostAttempts} times; try again.");
}
