SELECT count(*) AS flights, avg(delay) AS mean_delay, max(delay) AS worst, sum(distance) AS miles
FROM flights
