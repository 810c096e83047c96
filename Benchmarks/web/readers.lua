-- One of the readers of Benchmarks/web/run: waits THINK milliseconds on average before it asks, and prints
-- requests, their median and 95th percentile in microseconds, and how many were not answered with 200.
local think = tonumber(os.getenv("THINK"))
local threads = {}

function setup(thread) table.insert(threads, thread) end

function init() refused = 0; math.randomseed(1) end

if think > 0 then
  function delay() return math.random(math.floor(think / 2), math.floor(think * 3 / 2)) end
end

function response(status) if status ~= 200 then refused = refused + 1 end end

function done(summary, latency)
  local refused = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do refused = refused + thread:get("refused") end
  print(string.format("result %d %d %d %d %d", summary.requests, latency:percentile(50), latency:percentile(95),
    refused, summary.duration))
end
