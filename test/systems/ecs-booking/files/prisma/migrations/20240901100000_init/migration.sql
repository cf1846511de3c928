CREATE TABLE "Guest" ("id" SERIAL PRIMARY KEY, "email" TEXT NOT NULL UNIQUE);
CREATE TABLE "Booking" (
  "id" SERIAL PRIMARY KEY,
  "guestId" INTEGER NOT NULL REFERENCES "Guest"("id"),
  "room" TEXT NOT NULL,
  "night" TIMESTAMP(3) NOT NULL
);
CREATE INDEX "Booking_guestId_idx" ON "Booking"("guestId");
CREATE INDEX "Booking_night_idx" ON "Booking"("night");
