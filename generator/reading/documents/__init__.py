"""Papers as offices have them, in Word, PDF and other forms: their text, and what they hold and do not show."""
