namespace Orchestrations.Engine.ServiceBus.Entities;

/// <summary>Names of entities, and the paths of what hangs on them.</summary>
static class EntityName
{
    public const string DeadLetterSuffix = "/$deadletterqueue";
    public const int LongestName = 260;
    public const int LongestSubscription = 50;
    const string Subscriptions = "/subscriptions/";

    public static string Subscription(string topic, string subscription) => topic + Subscriptions + subscription;

    public static string DeadLettersOf(string entity) => entity + DeadLetterSuffix;

    public static bool IsDeadLetters(string path) => path.EndsWith(DeadLetterSuffix, StringComparison.OrdinalIgnoreCase);

    public static string WithoutDeadLetters(string path) => IsDeadLetters(path) ? path[..^DeadLetterSuffix.Length] : path;

    public static bool IsSubscription(string path) => path.Contains(Subscriptions, StringComparison.OrdinalIgnoreCase);

    /// <summary>The topic of a subscription's path.</summary>
    public static string TopicOf(string path) => path[..path.IndexOf(Subscriptions, StringComparison.OrdinalIgnoreCase)];

    /// <summary>
    /// Letters, digits, periods, hyphens and underscores, from a letter or digit to a letter or digit. Azure also allows
    /// slashes in queue names; here they would be ambiguous in addresses.
    /// </summary>
    public static bool IsValid(string name, int longest) =>
        name.Length >= 1 && name.Length <= longest
        && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
