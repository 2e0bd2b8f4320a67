using Orchestrations.App.Problems;
using Orchestrations.Domain.Audit;

namespace Orchestrations.App.Audit;

/// <summary>Reads the audit log by pages, the newest first, with a filter.</summary>
/// <param name="audit">The log.</param>
public sealed class AuditPages(AuditRepository audit)
{
    // A filter that nothing fits would read the whole log for one page.
    const int MostScanned = 20_000;

    /// <summary>A page of the records that fit. It may be short, or empty, and still have a next one.</summary>
    /// <param name="page">Which.</param>
    /// <param name="fits">The filter.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<AuditPage> ReadAsync(PageQuery page, Func<AuditRecord, bool> fits, CancellationToken cancellation)
    {
        var end = Math.Min(page.Before ?? long.MaxValue, await audit.CountAsync(cancellation) + 1);
        var found = new List<AuditRecord>();
        var scanned = 0L;
        while (end > 1 && found.Count < page.Top && scanned < MostScanned)
        {
            var window = new PageQuery(end, Math.Max(page.Top, 200));
            var (records, _) = await NumberedPages.ReadAsync(
                window, end - 1, after => audit.ListAsync(after, cancellation), record => record.Sequence);
            foreach (var record in records)
            {
                scanned++;
                end = record.Sequence;
                if (fits(record))
                    found.Add(record);
                if (found.Count == page.Top)
                    break;
            }
            if (records.Count == 0)
                break;
        }
        return new AuditPage(found, end > 1 ? end : null, scanned);
    }
}
