using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Alerts;

/// <summary>What alerts need.</summary>
public static class AlertServices
{
    internal static IServiceCollection AddAlerts(this IServiceCollection services, AlertsSettings settings)
    {
        services
            .AddSingleton(settings).AddSingleton<UnreadItems>()
            .AddSingleton<AlertRepository>().AddSingleton<AlertDeliveries>().AddSingleton<AlertOverflow>().AddSingleton<AlertNotices>()
            .AddSingleton<AlertActivities>().AddSingleton<AlertTriggers>();
        return services.AddAlertChannels(settings);
    }

    /// <summary>The channels that are set up; also for commands that need nothing else.</summary>
    public static IServiceCollection AddAlertChannels(this IServiceCollection services, AlertsSettings settings)
    {
        services.AddSingleton(provider => new ChannelHttp(settings, provider.GetRequiredService<TimeProvider>()));
        if (settings.Telegram is { } telegram)
            services.AddSingleton<IAlertChannel>(provider => new TelegramChannel(telegram, provider.GetRequiredService<ChannelHttp>()));
        if (settings.Discord is { } discord)
            services.AddSingleton<IAlertChannel>(provider => new DiscordChannel(discord, provider.GetRequiredService<ChannelHttp>()));
        if (settings.Webhook is { } webhook)
            services.AddSingleton<IAlertChannel>(provider => new WebhookChannel(
                webhook, provider.GetRequiredService<ChannelHttp>(), provider.GetRequiredService<TimeProvider>()));
        if (settings.Email is { } email)
            services.AddSingleton<IAlertChannel>(provider =>
                new EmailChannel(email, settings, provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
