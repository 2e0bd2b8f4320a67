using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Storage;

/// <summary>Writes groups of commits, each group in one transaction, and tells each commit what became of it. One caller at a time.</summary>
/// <remarks>
/// Invariants: nobody is told before the disk has the writes; what is durable is never written again; a commit that can never
/// succeed is refused alone.
/// </remarks>
sealed class GroupWriter(IDurableStore store, ILogger logger)
{
    long commits;
    long transactions;

    /// <summary>Why the disk refuses at the moment, for people; null when it does not.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The disk's last refusal, for those who cannot wait for its end.</summary>
    public Exception? Refusal { get; private set; }

    /// <summary>How many commits and how many transactions were written.</summary>
    public (long Commits, long Transactions) Written => (Volatile.Read(ref commits), Volatile.Read(ref transactions));

    /// <summary>Told how long writing takes.</summary>
    public EngineMeters? Meters { get; set; }

    /// <summary>Writes the group and empties it.</summary>
    /// <returns>False when the disk is full or fails: what is left in the group is to be tried again, nothing else before it.</returns>
    public bool TryWrite(List<Commit> group)
    {
        var size = group.Count;
        while (group.Count > 0)
        {
            var part = size == group.Count ? group : group.GetRange(0, size);
            try
            {
                var began = Meters?.WriteBegins() ?? 0;
                store.Write(part);
                Meters?.Written(began, part.Count);
            }
            catch (SqliteException refused) when (IsTransient(refused))
            {
                Refusal = refused;
                Trouble = $"The database cannot be written: {refused.Message} Free disk space or repair the volume; nothing is lost. "
                    + $"({EngineErrors.StoreNotWritable})";
                logger.LogError("{Trouble}", Trouble);
                return false;
            }
            catch (Exception broken)
            {
                if (size > 1)
                {
                    size = 1; // One of them is broken: alone, each shows whether it is the one.
                    continue;
                }

                logger.LogCritical(broken, "A write was refused by the database and is dropped. ({Code})", EngineErrors.WriteRefused);
                var one = group[0];
                group.RemoveAt(0);
                one.Refused(broken);
                continue;
            }

            if (Trouble is not null)
                logger.LogWarning("The database takes writes again.");
            Trouble = null;
            Interlocked.Add(ref commits, part.Count);
            Interlocked.Increment(ref transactions);
            foreach (var commit in part)
                Acknowledge(commit);
            group.RemoveRange(0, part.Count);
        }

        return true;
    }

    void Acknowledge(Commit commit)
    {
        try
        {
            commit.Committed();
        }
        catch (Exception bug)
        {
            logger.LogCritical(bug, "A durable write was not acted upon; the next start does it. ({Code})", EngineErrors.TurnRefused);
        }
    }

    static bool IsTransient(SqliteException refused) => refused.SqliteErrorCode
        is SQLitePCL.raw.SQLITE_FULL
        or SQLitePCL.raw.SQLITE_IOERR
        or SQLitePCL.raw.SQLITE_BUSY
        or SQLitePCL.raw.SQLITE_LOCKED
        or SQLitePCL.raw.SQLITE_READONLY
        or SQLitePCL.raw.SQLITE_CANTOPEN
        or SQLitePCL.raw.SQLITE_NOMEM;
}
