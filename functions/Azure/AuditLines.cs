using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Audit;

namespace Orchestrations.OnAzure;

/// <summary>Lets the audit log's lines reach Application Insights, where alerts and the workbook look for them.</summary>
static class AuditLines
{
    const string Provider = "Microsoft.Extensions.Logging.ApplicationInsights.ApplicationInsightsLoggerProvider";

    /// <summary>Sets the filters.</summary>
    public static void LetThrough(ILoggingBuilder logging)
    {
        logging.AddFilter(typeof(AuditRepository).FullName, LogLevel.Debug);
        // The telemetry package brings a rule of its own that keeps everything below warnings back.
        logging.Services.Configure<LoggerFilterOptions>(options =>
        {
            foreach (var rule in options.Rules.Where(rule => rule.ProviderName == Provider).ToList())
                options.Rules.Remove(rule);
        });
    }
}
