-- What wrk sends: requests made beforehand, so that Lua costs next to nothing while it measures.
-- Arguments: method, path, bytes of body, `close` or `keep`, `uniform` or `zipf` keys,
-- the most milliseconds that a client thinks before it asks again.

local COUNT = 16384 -- requests made beforehand, less if they are long
local MADE_BYTES = 16 * 1024 * 1024
local ZIPF_KEYS = 10000

local requests = {}
local last = 0

-- A function that draws a rank from 1 to n, of which rank r has a share proportional to 1 / r.
local function zipf(n)
  local sums, sum = {}, 0
  for rank = 1, n do
    sum = sum + 1 / rank
    sums[rank] = sum
  end
  return function()
    local wanted, low, high = math.random() * sum, 1, n
    while low < high do
      local middle = math.floor((low + high) / 2)
      if sums[middle] < wanted then low = middle + 1 else high = middle end
    end
    return low
  end
end

local function uniform()
  return math.random(0, 899999)
end

function init(args)
  math.randomseed(1)
  local method, path, size, connection, keys = args[1], args[2], tonumber(args[3]), args[4], args[5]
  local thinks = tonumber(args[6])
  if thinks > 0 then
    function delay() return math.random(0, thinks) end
  end
  local draw = keys == "zipf" and zipf(ZIPF_KEYS) or uniform
  local body = size > 0 and string.rep("x", size) or nil
  for i = 1, math.min(COUNT, MADE_BYTES / (size + 1)) do
    local headers = { ["X-Request-ID"] = tostring(100000 + draw()) }
    if connection == "close" then headers["Connection"] = "close" end
    requests[i] = wrk.format(method, path, headers, body)
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end

-- One line of JSON; times in microseconds.
function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "micros": %d, "p50": %d, "p99": %d, "p999": %d, "errors": %d}\n',
    summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    e.connect + e.read + e.write + e.status + e.timeout))
end
