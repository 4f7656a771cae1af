-- One load for wrk, from the environment: BENCH_PATHS (one a line, taken in
-- turn), BENCH_HOST, BENCH_COOKIE, BENCH_MARKER (must stand in every answer) and
-- BENCH_CSRF (then it is a POST of a question with its own words, and a good
-- answer is a 303 whose cookie has the marker).
-- Prints: WRK requests microseconds p99_us failed wrong

bad, serial, number = 0, 0, 0
local threads, paths = {}, {}
local marker = os.getenv("BENCH_MARKER")
local csrf = os.getenv("BENCH_CSRF")
local sample = { "order", "pedido", "delivery", "factura", "waiting", "tarjeta",
	"refund", "cuenta", "broken", "enlace", "urgent", "paquete" }

wrk.headers["Host"] = os.getenv("BENCH_HOST")
wrk.headers["Cookie"] = os.getenv("BENCH_COOKIE")
for line in os.getenv("BENCH_PATHS"):gmatch("[^\n]+") do
	paths[#paths + 1] = line
end

function setup(thread)
	thread:set("number", #threads + 1)
	threads[#threads + 1] = thread
end

local function question()
	local body = {}
	for i = 1, 40 do
		body[i] = sample[(serial * i) % #sample + 1]
	end
	return "csrf=" .. csrf .. "&name=Writer+" .. serial .. "&email=w" ..
	    number .. "." .. serial % 1000 .. "%40mail.example&subject=" ..
	    sample[serial % #sample + 1] .. "+" .. serial .. "&body=" ..
	    table.concat(body, "+")
end

function request()
	serial = serial + 1
	if csrf then
		return wrk.format("POST", paths[1], { ["Host"] = wrk.headers["Host"],
		    ["Content-Type"] = "application/x-www-form-urlencoded" },
		    question())
	end
	return wrk.format("GET", paths[serial % #paths + 1])
end

function response(status, headers, body)
	local found = body
	if csrf then
		found = headers["Set-Cookie"] or ""
	end
	if status ~= (csrf and 303 or 200) or not found:find(marker, 1, true) then
		bad = bad + 1
	end
end

function done(summary, latency, requests)
	local wrong, e = 0, summary.errors
	for _, t in ipairs(threads) do
		wrong = wrong + t:get("bad")
	end
	print(string.format("WRK %d %d %d %d %d", summary.requests,
	    summary.duration, latency:percentile(99),
	    e.connect + e.read + e.write + e.status + e.timeout, wrong))
end
