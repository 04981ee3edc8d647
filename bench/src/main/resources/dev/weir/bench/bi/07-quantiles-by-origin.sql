SELECT origin, quantile_cont(delay, 0.5) AS p50, quantile_cont(delay, 0.9) AS p90,
  quantile_cont(delay, 0.99) AS p99
FROM flights
GROUP BY origin
ORDER BY p90 DESC, origin
LIMIT 30
