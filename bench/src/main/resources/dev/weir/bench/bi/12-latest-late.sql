SELECT id, date, origin, destination, delay
FROM flights
WHERE delay >= 240
ORDER BY date DESC, id DESC
LIMIT 100
