using System.Text.Json.Nodes;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>
/// One account of the stand-in: orders, executions, positions, wallet and transaction log, with V5's own rules for what an order
/// needs. Every market order fills at once, in two parts, at the price that the test set.
/// </summary>
sealed class StandInAccount(string key, string secret, Func<DateTimeOffset> clock)
{
    const decimal SpotFee = 0.001m;
    const decimal ContractFee = 0.00055m;

    readonly Lock gate = new();
    readonly List<JsonObject> orders = [];
    readonly List<JsonObject> executions = [];
    readonly List<JsonObject> log = [];
    readonly Queue<(string Path, StandInFault Fault)> faults = new();
    readonly List<(string Path, JsonNode? Body)> requests = [];
    int numbers;

    public string Key => key;

    public string Secret => secret;

    public Dictionary<string, decimal> Prices { get; } = new() { ["BTCUSDT"] = 50_000m, ["ETHUSDT"] = 2_500m };

    public Dictionary<string, decimal> Wallet { get; } = new() { ["USDT"] = 10_000m };

    /// <summary>Net size and average price by symbol.</summary>
    public Dictionary<string, (decimal Size, decimal Entry)> Positions { get; } = [];

    /// <summary>What the executions of a stop are named.</summary>
    public string ExecutedStopKind { get; set; } = "Stop";

    /// <summary>True while orders and executions show to no query.</summary>
    public bool Hides { get; set; }

    /// <summary>What the account's leverage was set to, by symbol.</summary>
    public Dictionary<string, string> Leverage { get; } = [];

    /// <summary>What the venue says of the key.</summary>
    public JsonObject KeyInfo { get; } = V5Fixture.Result("GetApiKeyInfo");

    /// <summary>The rows of one page.</summary>
    public int PageSize { get; set; } = 50;

    /// <summary>What the next request of a path meets.</summary>
    public void Meet(string path, params IEnumerable<StandInFault> met)
    {
        lock (gate)
            foreach (var fault in met)
                faults.Enqueue((path, fault));
    }

    /// <summary>How many signed requests of a path arrived, whatever became of them.</summary>
    public int Count(string path)
    {
        lock (gate)
            return requests.Count(request => request.Path == path);
    }

    /// <summary>The body of the newest request of a path.</summary>
    public JsonNode Last(string path)
    {
        lock (gate)
            return requests.Last(request => request.Path == path).Body!;
    }

    /// <summary>Notes a request, and takes what it is to meet.</summary>
    public StandInFault? Arrive(string path, string body)
    {
        lock (gate)
        {
            requests.Add((path, body.Length == 0 ? null : JsonNode.Parse(body)));
            return faults.TryPeek(out var next) && next.Path == path ? faults.Dequeue().Fault : null;
        }
    }

    /// <summary>Takes an order.</summary>
    public (int RetCode, JsonObject? Result) Place(JsonNode body)
    {
        lock (gate)
        {
            var (category, symbol, link) = (Text(body, "category"), Text(body, "symbol"), Text(body, "orderLinkId"));
            var spot = category == "spot";
            if (orders.Any(row => Text(row, "orderLinkId") == link && Text(row, "category") == category))
                return (spot ? 170141 : 110072, null);
            if (!Prices.TryGetValue(symbol, out var price) || body["qty"] is not JsonValue { } qty || !qty.TryGetValue<string>(out var text))
                return (10001, null);
            // Without it a spot buy's size is USDT.
            if (spot && (string?)body["marketUnit"] != "baseCoin" || !spot && (int?)body["positionIdx"] != 0)
                return (10001, null);
            var (size, buy) = (decimal.Parse(text), Text(body, "side") == "Buy");
            if (size * price < 5m)
                return (spot ? 170140 : 110094, null);
            var trigger = decimal.TryParse(Text(body, "triggerPrice"), out var value) ? value : 0m;
            if (trigger > 0m && (int)body["triggerDirection"]! == 2 && trigger >= price)
                return (110093, null);
            if (trigger > 0m && (int)body["triggerDirection"]! == 1 && trigger <= price)
                return (110092, null);
            if (spot && (buy ? Wallet.GetValueOrDefault("USDT") < size * price : Wallet.GetValueOrDefault(symbol[..^4]) < size))
                return (170131, null);
            var order = V5Fixture.Row("GetOrders",
                ("orderId", $"stand-in-{++numbers}"), ("orderLinkId", link), ("symbol", symbol), ("category", category),
                ("side", Text(body, "side")), ("qty", size), ("cumExecQty", 0m), ("leavesQty", size), ("orderType", "Market"),
                ("orderStatus", trigger > 0m ? "Untriggered" : "New"), ("triggerPrice", trigger), ("positionIdx", 0),
                ("stopOrderType", trigger > 0m ? "Stop" : ""), ("reduceOnly", Text(body, "reduceOnly") == "true"),
                ("createdTime", clock()), ("updatedTime", clock()));
            orders.Add(order);
            if (trigger == 0m)
                Fill(order, size);
            return (0, IdsOf(order));
        }
    }

    /// <summary>Changes a stop that waits.</summary>
    public (int RetCode, JsonObject? Result) Amend(JsonNode body)
    {
        lock (gate)
        {
            if (Waiting(body) is not { } order)
                return (110001, null);
            order["qty"] = (string)body["qty"]!;
            order["triggerPrice"] = (string)body["triggerPrice"]!;
            return (0, IdsOf(order));
        }
    }

    /// <summary>Takes a stop away.</summary>
    public (int RetCode, JsonObject? Result) Cancel(JsonNode body)
    {
        lock (gate)
        {
            if (Waiting(body) is not { } order)
                return (110001, null);
            order["orderStatus"] = "Cancelled";
            order["rejectReason"] = "EC_PerCancelRequest";
            return (0, IdsOf(order));
        }
    }

    /// <summary>The mark price moves; what it sets off is filled as far as there is a position.</summary>
    public void Move(string symbol, decimal price)
    {
        lock (gate)
        {
            var before = Prices[symbol];
            Prices[symbol] = price;
            foreach (var order in orders.Where(row => Text(row, "symbol") == symbol && Text(row, "orderStatus") == "Untriggered"))
            {
                var trigger = decimal.Parse(Text(order, "triggerPrice"));
                if (trigger < Math.Min(before, price) || trigger > Math.Max(before, price))
                    continue;
                var open = Math.Abs(Positions.GetValueOrDefault(symbol).Size);
                if (open > 0m)
                    Fill(order, Math.Min(open, decimal.Parse(Text(order, "qty"))));
                else
                    order["orderStatus"] = "Deactivated";
            }
        }
    }

    /// <summary>Writes a line that no order caused.</summary>
    public void Log(params IEnumerable<(string, object?)> fields)
    {
        lock (gate)
            log.Insert(0, V5Fixture.Row("GetTransactionHistory", fields));
    }

    /// <summary>Ends an order otherwise than by a fill of all of it; its executions may say more than its row.</summary>
    public void End(string link, string status, decimal filled, bool showsExecutions = false)
    {
        lock (gate)
        {
            if (filled == 0m && !showsExecutions)
                executions.RemoveAll(row => Text(row, "orderLinkId") == link);
            var order = orders.Single(row => Text(row, "orderLinkId") == link);
            order["orderStatus"] = status;
            order["cumExecQty"] = filled.ToString();
        }
    }

    /// <summary>Forgets an order, so that only its executions show.</summary>
    public void ForgetOrder(string link)
    {
        lock (gate)
            orders.RemoveAll(row => Text(row, "orderLinkId") == link);
    }

    public JsonObject ListOrders(Func<string, string> query, bool open) => Page(orders, query, row =>
        open == Text(row, "orderStatus") is "New" or "PartiallyFilled" or "Untriggered"
        && (open || Within(row, "createdTime", query))
        && (query("orderFilter") != "StopOrder" || Text(row, "orderStatus") == "Untriggered"));

    public JsonObject ListExecutions(Func<string, string> query) => Page(executions, query, row => Within(row, "execTime", query));

    /// <summary>Lets time pass for what was ordered and executed so far.</summary>
    public void Age(TimeSpan by)
    {
        lock (gate)
            foreach (var row in orders.Concat(executions))
                foreach (var field in (string[])["createdTime", "updatedTime", "execTime"])
                    if (long.TryParse(Text(row, field), out var at))
                        row[field] = (at - (long)by.TotalMilliseconds).ToString();
    }

    // As documented: seven days at most, the last seven when no time is given.
    bool Within(JsonObject row, string field, Func<string, string> query)
    {
        var week = (long)TimeSpan.FromDays(7).TotalMilliseconds;
        var to = long.TryParse(query("endTime"), out var end) ? end : clock().ToUnixTimeMilliseconds();
        var from = long.TryParse(query("startTime"), out var start) ? start : to - week;
        return to - from > week
            ? throw new InvalidOperationException("A span of more than seven days.")
            : long.Parse(Text(row, field)) is var at && at >= from && at <= to;
    }

    public JsonObject ListLog(Func<string, string> query)
    {
        var (from, to) = (long.Parse(query("startTime")), long.Parse(query("endTime")));
        return to - from > TimeSpan.FromDays(7).TotalMilliseconds
            ? throw new InvalidOperationException("A span of more than seven days.")
            : Page(log, query, row => long.Parse(Text(row, "transactionTime")) is var at && at >= from && at <= to);
    }

    public JsonObject ListPositions()
    {
        lock (gate)
            return V5Fixture.List(Positions.Where(pair => pair.Value.Size != 0m).Select(pair => V5Fixture.Row("GetPositions",
                ("symbol", pair.Key), ("side", pair.Value.Size > 0m ? "Buy" : "Sell"), ("size", Math.Abs(pair.Value.Size)),
                ("avgPrice", pair.Value.Entry), ("markPrice", Prices[pair.Key]), ("leverage", 10m),
                ("unrealisedPnl", pair.Value.Size * (Prices[pair.Key] - pair.Value.Entry)))));
    }

    public JsonObject ListWallet()
    {
        lock (gate)
        {
            var wallet = V5Fixture.Row("GetBalances");
            var coin = wallet["coin"]![0]!;
            wallet["coin"] = new JsonArray([.. Wallet.Where(pair => pair.Value != 0m).Select(pair =>
            {
                var row = coin.DeepClone();
                (row["coin"], row["walletBalance"]) = (pair.Key, pair.Value.ToString());
                return row;
            })]);
            return V5Fixture.List([wallet]);
        }
    }

    // The venue takes true and "true" alike.
    static string Text(JsonNode node, string field) => node[field]?.ToString() ?? "";

    static JsonObject IdsOf(JsonObject order) =>
        new() { ["orderId"] = Text(order, "orderId"), ["orderLinkId"] = Text(order, "orderLinkId") };

    JsonObject? Waiting(JsonNode body) => orders.SingleOrDefault(row =>
        Text(row, "orderLinkId") == Text(body, "orderLinkId") && Text(row, "symbol") == Text(body, "symbol")
        && Text(row, "orderStatus") == "Untriggered");

    JsonObject Page(List<JsonObject> rows, Func<string, string> query, Func<JsonObject, bool> fits)
    {
        lock (gate)
        {
            if (Hides)
                return V5Fixture.List([]);
            var found = rows.Where(row => Text(row, "category") == query("category") && fits(row)
                && (query("symbol") is "" || Text(row, "symbol") == query("symbol"))
                && (query("orderLinkId") is "" || Text(row, "orderLinkId") == query("orderLinkId"))).ToList();
            var skip = query("cursor") is { Length: > 0 } cursor ? int.Parse(cursor) : 0;
            var next = skip + PageSize;
            return V5Fixture.List(found.Skip(skip).Take(PageSize).Select(row => row.DeepClone().AsObject()),
                next < found.Count ? next.ToString() : "");
        }
    }

    void Fill(JsonObject order, decimal size)
    {
        var (symbol, category) = (Text(order, "symbol"), Text(order, "category"));
        var (spot, sign, price) = (category == "spot", Text(order, "side") == "Buy" ? 1 : -1, Prices[symbol]);
        foreach (var part in (decimal[])[size / 2m, size - size / 2m])
        {
            var coin = symbol[..^4];
            var fee = spot && sign > 0 ? part * SpotFee : part * price * (spot ? SpotFee : ContractFee);
            var id = $"execution-{++numbers}";
            executions.Add(V5Fixture.Row("GetUserTrades",
                ("execId", id), ("orderId", Text(order, "orderId")), ("orderLinkId", Text(order, "orderLinkId")), ("symbol", symbol),
                ("category", category), ("side", Text(order, "side")), ("execPrice", price), ("execQty", part), ("execFee", fee),
                ("feeCurrency", spot ? sign > 0 ? coin : "USDT" : ""), ("execType", "Trade"), ("execTime", clock()),
                ("orderQty", Text(order, "qty")), ("seq", numbers),
                ("stopOrderType", Text(order, "stopOrderType") is "Stop" ? ExecutedStopKind : "UNKNOWN")));
            if (spot)
            {
                Add(coin, sign * part - (sign > 0 ? fee : 0m));
                Add("USDT", -sign * part * price - (sign > 0 ? 0m : fee));
                continue;
            }
            var cash = Trade(symbol, sign * part, price);
            Add("USDT", cash - fee);
            log.Insert(0, V5Fixture.Row("GetTransactionHistory",
                ("id", "line"), ("tradeId", id), ("type", "TRADE"), ("symbol", symbol), ("category", category),
                ("side", Text(order, "side")), ("qty", part), ("tradePrice", price), ("cashFlow", cash), ("funding", null), ("fee", fee),
                ("change", cash - fee), ("transactionTime", clock()), ("orderLinkId", Text(order, "orderLinkId"))));
        }
        order["orderStatus"] = "Filled";
        order["cumExecQty"] = size.ToString();
        order["leavesQty"] = "0";
    }

    // The realised profit of what closes; the rest opens at the price.
    decimal Trade(string symbol, decimal change, decimal price)
    {
        var (size, entry) = Positions.GetValueOrDefault(symbol);
        var closed = Math.Sign(size) == Math.Sign(change) ? 0m : Math.Min(Math.Abs(size), Math.Abs(change)) * Math.Sign(size);
        var left = size + change;
        var opens = change + closed;
        Positions[symbol] = (left, left == 0m ? 0m : opens == 0m ? entry : ((size - closed) * entry + opens * price) / left);
        return closed * (price - entry);
    }

    void Add(string coin, decimal amount) => Wallet[coin] = Wallet.GetValueOrDefault(coin) + amount;
}
