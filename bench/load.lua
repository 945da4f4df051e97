-- What wrk sends. Arguments: "sessions", a file of users, a seed that gives them an order, how
-- many of them to leave out and how many of the next to ask for; or "create" and a prefix for
-- new users. $BENCH_SERVERS lists the servers, each of which gets a thread and its share of the
-- users.
-- The last line printed is read by load.go.

local requests = {}
local at = 0
local prefix

local servers = {}
for host, port in os.getenv("BENCH_SERVERS"):gmatch("(%S+):(%d+)") do
  servers[#servers + 1] = { host = host, port = port }
end

local threads = 0
turn = 1 -- of this thread among those of all servers

function setup(thread)
  threads = threads + 1
  thread:set("turn", threads)
  thread.addr = wrk.lookup(servers[threads].host, servers[threads].port)[1]
end

local function shuffled(lines, seed, count)
  math.randomseed(seed)
  for i = 1, count do
    local j = math.random(i, #lines)
    lines[i], lines[j] = lines[j], lines[i]
  end
end

function init(args)
  if args[1] == "create" then
    prefix = args[2]
    return
  end
  local lines = {}
  for line in io.lines(args[2]) do
    lines[#lines + 1] = line
  end
  local skip, count = tonumber(args[4]), tonumber(args[5])
  shuffled(lines, tonumber(args[3]), skip + count)
  for i = turn, count, #servers do
    local user = lines[skip + i]
    local key = user:sub(1, 4) == "usr_" and "user_id" or "user_token"
    requests[#requests + 1] = wrk.format("POST", nil, nil, '{"' .. key .. '":"' .. user .. '"}')
  end
end

function request()
  at = at + 1
  if prefix then
    return wrk.format("POST", nil, nil, '{"client_user_id":"' .. prefix .. at .. '"}')
  end
  if at > #requests then
    at = 1
  end
  return requests[at]
end

function done(summary, latency)
  local e = summary.errors
  print(string.format("measured %d %d %d %d %d", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
